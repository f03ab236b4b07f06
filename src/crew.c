#include "crew.h"

#include "pool.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { BLOCKS = 48, BLOCK_SIZE = 256 * 1024, QUEUE = 512, MOST = 8 };

struct crew_stream {
	unsigned kinds;
	int worker;
	struct hash *hash[HASH_KINDS];
	struct crew_stream *next;
};

struct task {
	struct crew_stream *stream;
	struct crew_block *block;	/* NULL: the end of the stream */
	const char *from;
	size_t length;
	struct crew_digest *digest;
};

struct worker {
	struct crew *crew;
	pthread_t thread;
	pthread_cond_t more;
	struct task queue[QUEUE];
	unsigned head, tail;		/* tail == head: nothing to do */
	size_t load;			/* bytes that wait */
};

/* One lock guards all: tasks are large, so it is hardly ever waited for. */
struct crew {
	pthread_mutex_t lock;
	pthread_cond_t less;		/* a block or a place got free */
	struct crew_block blocks[BLOCKS];
	struct crew_block *free_blocks;
	struct crew_stream *free_streams;
	struct worker workers[MOST];
	int count;
	unsigned turn;
	bool closing;
};

int crew_cores(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	return cores < 1 ? 1 : cores > MOST ? MOST : (int)cores;
}

static void drop_block(struct crew *crew, struct crew_block *block)
{
	if (--block->holders > 0)
		return;
	block->next = crew->free_blocks;
	crew->free_blocks = block;
	pthread_cond_broadcast(&crew->less);
}

static void finish_stream(struct crew_stream *stream,
    struct crew_digest *digest)
{
	unsigned char unused[HASH_MAX] = { 0 };

	for (int i = 0; i < HASH_KINDS; i++)
		if (stream->kinds & 1u << i)
			hash_end(stream->hash[i],
			    digest == NULL ? unused : digest->of[i]);
}

static void do_task(const struct task *task)
{
	if (task->block == NULL) {
		finish_stream(task->stream, task->digest);
		return;
	}
	for (int i = 0; i < HASH_KINDS; i++)
		if (task->stream->kinds & 1u << i)
			hash_add(task->stream->hash[i], task->from,
			    task->length);
}

static void *work(void *argument)
{
	struct worker *worker = argument;
	struct crew *crew = worker->crew;

	pthread_mutex_lock(&crew->lock);
	for (;;) {
		struct task task;

		while (worker->head == worker->tail && !crew->closing)
			pthread_cond_wait(&worker->more, &crew->lock);
		if (worker->head == worker->tail)
			break;
		task = worker->queue[worker->tail % QUEUE];
		pthread_mutex_unlock(&crew->lock);
		do_task(&task);
		pthread_mutex_lock(&crew->lock);
		worker->tail++;
		worker->load -= task.length;
		if (task.block != NULL) {
			drop_block(crew, task.block);
		} else {
			task.stream->next = crew->free_streams;
			crew->free_streams = task.stream;
		}
		pthread_cond_broadcast(&crew->less);
	}
	pthread_mutex_unlock(&crew->lock);
	return NULL;
}

struct crew *crew_open(int workers)
{
	struct crew *crew = must_alloc(sizeof(*crew));
	int wanted = workers == 0 ? crew_cores() : workers;

	pthread_mutex_init(&crew->lock, NULL);
	pthread_cond_init(&crew->less, NULL);
	for (int i = 0; i < BLOCKS; i++) {
		crew->blocks[i].size = BLOCK_SIZE;
		crew->blocks[i].next = crew->free_blocks;
		crew->free_blocks = &crew->blocks[i];
	}
	while (crew->count < wanted && crew->count < MOST) {
		struct worker *worker = &crew->workers[crew->count];

		worker->crew = crew;
		pthread_cond_init(&worker->more, NULL);
		if (pthread_create(&worker->thread, NULL, work, worker) != 0)
			break;
		crew->count++;
	}
	if (crew->count == 0)
		no_memory();
	return crew;
}

void crew_close(struct crew *crew)
{
	if (crew == NULL)
		return;
	pthread_mutex_lock(&crew->lock);
	crew->closing = true;
	for (int i = 0; i < crew->count; i++)
		pthread_cond_signal(&crew->workers[i].more);
	pthread_mutex_unlock(&crew->lock);
	for (int i = 0; i < crew->count; i++)
		pthread_join(crew->workers[i].thread, NULL);
	while (crew->free_streams != NULL) {
		struct crew_stream *stream = crew->free_streams;

		crew->free_streams = stream->next;
		for (int i = 0; i < HASH_KINDS; i++)
			hash_close(stream->hash[i]);
		free(stream);
	}
	for (int i = 0; i < BLOCKS; i++)
		free(crew->blocks[i].data);
	for (int i = 0; i < crew->count; i++)
		pthread_cond_destroy(&crew->workers[i].more);
	pthread_cond_destroy(&crew->less);
	pthread_mutex_destroy(&crew->lock);
	free(crew);
}

struct crew_block *crew_block(struct crew *crew)
{
	struct crew_block *block;

	pthread_mutex_lock(&crew->lock);
	while (crew->free_blocks == NULL)
		pthread_cond_wait(&crew->less, &crew->lock);
	block = crew->free_blocks;
	crew->free_blocks = block->next;
	block->holders = 1;
	pthread_mutex_unlock(&crew->lock);
	if (block->data == NULL)
		block->data = must_alloc(BLOCK_SIZE);
	return block;
}

void crew_release(struct crew *crew, struct crew_block *block)
{
	pthread_mutex_lock(&crew->lock);
	drop_block(crew, block);
	pthread_mutex_unlock(&crew->lock);
}

struct crew_stream *crew_stream(struct crew *crew, unsigned kinds)
{
	struct crew_stream *stream;

	pthread_mutex_lock(&crew->lock);
	stream = crew->free_streams;
	if (stream != NULL)
		crew->free_streams = stream->next;
	pthread_mutex_unlock(&crew->lock);
	if (stream == NULL)
		stream = must_alloc(sizeof(*stream));
	for (int i = 0; i < HASH_KINDS; i++)
		if ((kinds & 1u << i) != 0 && stream->hash[i] == NULL)
			stream->hash[i] = hash_open((enum hash_kind)i);
	stream->kinds = kinds;
	stream->worker = -1;
	return stream;
}

static void queue(struct crew *crew, struct task task)
{
	struct worker *worker;

	if (task.stream->worker < 0) {
		int best = (int)(crew->turn++ % (unsigned)crew->count);

		for (int i = 0; i < crew->count; i++)
			if (crew->workers[i].load < crew->workers[best].load)
				best = i;
		task.stream->worker = best;
	}
	worker = &crew->workers[task.stream->worker];
	while (worker->head - worker->tail == QUEUE)
		pthread_cond_wait(&crew->less, &crew->lock);
	worker->queue[worker->head++ % QUEUE] = task;
	worker->load += task.length;
	pthread_cond_signal(&worker->more);
}

void crew_feed(struct crew *crew, struct crew_stream *stream,
    struct crew_block *block, const char *from, size_t length)
{
	if (length == 0)
		return;
	pthread_mutex_lock(&crew->lock);
	block->holders++;
	queue(crew, (struct task){ .stream = stream, .block = block,
	    .from = from, .length = length });
	pthread_mutex_unlock(&crew->lock);
}

void crew_end(struct crew *crew, struct crew_stream *stream,
    struct crew_digest *digest)
{
	pthread_mutex_lock(&crew->lock);
	queue(crew, (struct task){ .stream = stream, .digest = digest });
	pthread_mutex_unlock(&crew->lock);
}

void crew_drain(struct crew *crew)
{
	bool busy;

	pthread_mutex_lock(&crew->lock);
	do {
		busy = false;
		for (int i = 0; i < crew->count; i++)
			busy |= crew->workers[i].head !=
			    crew->workers[i].tail;
		if (busy)
			pthread_cond_wait(&crew->less, &crew->lock);
	} while (busy);
	pthread_mutex_unlock(&crew->lock);
}

void crew_rest(struct crew *crew)
{
	crew_drain(crew);
	pthread_mutex_lock(&crew->lock);
	for (struct crew_block *block = crew->free_blocks; block != NULL;
	    block = block->next) {
		free(block->data);
		block->data = NULL;
	}
	pthread_mutex_unlock(&crew->lock);
}

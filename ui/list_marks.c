/* A set of ids: open addressing, 0 is free. */
#include "list.h"

#include "pool.h"

#include <stdlib.h>

static size_t slot_of(const struct marks *marks, int64_t id)
{
	size_t at = (size_t)((uint64_t)id * 0x9e3779b97f4a7c15u >> 20) &
	    (marks->room - 1);

	while (marks->slots[at] != 0 && marks->slots[at] != id)
		at = (at + 1) & (marks->room - 1);
	return at;
}

bool marks_has(const struct marks *marks, int64_t id)
{
	return marks->count > 0 && marks->slots[slot_of(marks, id)] == id;
}

static void grow(struct marks *marks)
{
	struct marks old = *marks;

	marks->room = old.room == 0 ? 64 : old.room * 2;
	marks->slots = must_alloc(marks->room * sizeof(*marks->slots));
	for (size_t i = 0; i < old.room; i++)
		if (old.slots[i] != 0)
			marks->slots[slot_of(marks, old.slots[i])] =
			    old.slots[i];
	free(old.slots);
}

/* The ids behind a hole are put again, so that they are still found. */
static void take_out(struct marks *marks, size_t at)
{
	marks->slots[at] = 0;
	for (;;) {
		int64_t id;

		at = (at + 1) & (marks->room - 1);
		id = marks->slots[at];
		if (id == 0)
			return;
		marks->slots[at] = 0;
		marks->slots[slot_of(marks, id)] = id;
	}
}

bool marks_set(struct marks *marks, int64_t id, bool on)
{
	if (id <= 0 || marks_has(marks, id) == on)
		return false;
	marks->version++;
	if (!on) {
		take_out(marks, slot_of(marks, id));
		marks->count--;
		return true;
	}
	if (marks->count * 2 >= marks->room)
		grow(marks);
	marks->slots[slot_of(marks, id)] = id;
	marks->count++;
	return true;
}

void marks_clear(struct marks *marks)
{
	free(marks->slots);
	*marks = (struct marks){ .version = marks->version + 1 };
}

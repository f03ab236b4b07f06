/* Waiting in the queue of writers without standing still: who is writing stands
 * in the line of messages, Esc gives up, Ctrl-L draws again. */
#ifndef QUEUE_H
#define QUEUE_H

#include "task.h"
#include "ui.h"

/* What this session waits for from now on is told so. */
void queue_watch(struct ui *ui);
/* Wait for the end of a quick command, ms at most; Esc stops it. */
void queue_task(struct ui *ui, struct task *task, int ms);

#endif

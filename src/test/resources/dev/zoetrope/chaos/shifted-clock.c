/*
 * Shifts the wall clock of one process by CLOCK_OFFSET_MILLIS. Monotonic clocks stay as they are, so timeouts keep
 * their length. Compiled and loaded (LD_PRELOAD) by ShiftedClock.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

#define SECOND 1000000000LL

static int (*real_clock)(clockid_t, struct timespec *);
static long long offset;

/* The first call comes while the process has one thread. */
static void prepare(void) {
    const char *millis = getenv("CLOCK_OFFSET_MILLIS");
    offset = millis == NULL ? 0 : atoll(millis) * 1000000LL;
    real_clock = (int (*)(clockid_t, struct timespec *)) dlsym(RTLD_NEXT, "clock_gettime");
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    if (real_clock == NULL) {
        prepare();
    }
    int failed = real_clock(clock, now);
    if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        long long nanos = now->tv_sec * SECOND + now->tv_nsec + offset;
        now->tv_sec = nanos / SECOND;
        now->tv_nsec = nanos % SECOND;
    }
    return failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    (void) zone;
    struct timespec precise;
    int failed = clock_gettime(CLOCK_REALTIME, &precise);
    if (!failed) {
        now->tv_sec = precise.tv_sec;
        now->tv_usec = precise.tv_nsec / 1000;
    }
    return failed;
}

time_t time(time_t *now) {
    struct timespec precise;
    time_t seconds = clock_gettime(CLOCK_REALTIME, &precise) ? (time_t) -1 : precise.tv_sec;
    if (now != NULL) {
        *now = seconds;
    }
    return seconds;
}

/* Opens many event streams and measures how a change spreads over them.
   listen PORT KEY PATH STREAMS: prints "open" and the number of streams as soon as every stream has received its first event.
   Each line of standard input is the path of a request that makes a change. The program sends the request and waits until
   every stream has received an event. Then it prints the times from the request to the events in milliseconds (median, 99th
   percentile, last) and the number of streams that received one. */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int port;
static const char *key;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static int request(const char *path) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    char text[1024];
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    int length = snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n", path, key);
    if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to) || write(fd, text, length) != length) {
        perror("request");
        exit(1);
    }
    return fd;
}

static int by_time(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* Waits until every stream has received an event; returns the number of streams that have. `patience` is in milliseconds. */
static int gather(int epoll, int streams, double *at, double patience) {
    struct epoll_event ready[1024];
    char buffer[65536];
    int told = 0;
    double end = now() + patience;
    memset(at, 0, streams * sizeof *at);
    while (told < streams && now() < end) {
        int n = epoll_wait(epoll, ready, 1024, 1000);
        for (int i = 0; i < n; i++) {
            int stream = ready[i].data.u32 & 0xffffff, fd = ready[i].data.u64 >> 32;
            ssize_t got = recv(fd, buffer, sizeof buffer - 1, MSG_DONTWAIT);
            if (got <= 0 && errno != EAGAIN) {
                fprintf(stderr, "a stream has ended\n");
                exit(1);
            }
            if (got > 0) {
                buffer[got] = 0;
                if (at[stream] == 0 && strstr(buffer, "data: ")) {
                    at[stream] = now();
                    told++;
                }
            }
        }
    }
    return told;
}

int main(int count, char **words) {
    if (count != 5) {
        return 2;
    }
    port = atoi(words[1]);
    key = words[2];
    int streams = atoi(words[4]), epoll = epoll_create1(0);
    double *at = calloc(streams, sizeof *at);
    for (int i = 0; i < streams; i++) {
        int fd = request(words[3]);
        struct epoll_event event = {.events = EPOLLIN, .data.u64 = (unsigned long long)fd << 32 | (unsigned)i};
        epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
    }
    int told = gather(epoll, streams, at, 120e3);
    printf("open %d\n", told);
    fflush(stdout);
    char line[1024];
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = 0;
        double start = now();
        int trigger = request(line);
        told = gather(epoll, streams, at, 60e3);
        for (int i = 0; i < streams; i++) {
            at[i] = at[i] == 0 ? 1e9 : at[i] - start;
        }
        qsort(at, streams, sizeof *at, by_time);
        printf("%.1f %.1f %.1f %d\n", at[streams / 2], at[(int)(streams * 0.99)], at[streams - 1], told);
        fflush(stdout);
        close(trigger);
    }
    return 0;
}

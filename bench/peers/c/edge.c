/*
 * The least work that plays the workload: what a simulator can be held against.
 *
 * Nothing feeds back, so no event queue is needed. Time is cut into windows of some 4096 packets.
 * In each window every InterLink draws its arrivals and its bucket turns them into departures; a
 * counting sort merges the InterLinks; a recursion plays the port; a histogram counts. Times are
 * nanoseconds in doubles, which round; there is one histogram for all, and nothing per flow.
 */
#include "common.h"

/* All of a window stays in one function: apart, its passes took a twentieth longer. */
#define INLINE static inline __attribute__((always_inline))

enum { INTERLINKS_MAX = 128, WINDOW = 4096, SLOTS = 2 * WINDOW, ROOM = 16 * WINDOW };

struct interlink {
  struct stream stream;
  double clock; /* arrival drawn last */
  double full;  /* when the bucket is full if nothing more is taken */
};

/* ns: mean between arrivals of an InterLink; at its rate a frame, the burst without it, the queue. */
static double gap, cost, tolerance, wait_max;
static struct interlink links[INTERLINKS_MAX];
static double next_departure[INTERLINKS_MAX], next_arrival[INTERLINKS_MAX];

/* In order of InterLinks, then in that of departures. */
static double departures[ROOM], arrivals[ROOM], sorted_departures[ROOM], sorted_arrivals[ROOM];
static uint16_t slots[ROOM];
static int starts[SLOTS + 1];

/* The next frame that is not dropped: when it arrives, and when its bucket lets it go. */
INLINE void draw(struct interlink *link, double *departure, double *arrival) {
  for (;;) {
    const double now = link->clock += gap * next_exponential(&link->stream);
    double release = link->full - tolerance;
    if (release < now) release = now;
    if (__builtin_expect(release - now > wait_max, 0)) continue;
    link->full = (link->full > release ? link->full : release) + cost;
    *departure = release;
    *arrival = now;
    return;
  }
}

/* Departures of all InterLinks in [from, until), InterLink by InterLink. @returns how many */
INLINE int draw_window(int interlinks, double from, double until) {
  const double slots_per_ns = SLOTS / (until - from);
  int count = 0;
  memset(starts, 0, sizeof starts);
  for (int i = 0; i < interlinks; i++) {
    struct interlink *const link = &links[i];
    double departure = next_departure[i], arrival = next_arrival[i];
    while (departure < until) {
      const int slot = (int)((departure - from) * slots_per_ns);
      departures[count] = departure;
      arrivals[count] = arrival;
      slots[count++] = (uint16_t)slot;
      starts[slot]++;
      draw(link, &departure, &arrival);
    }
    next_departure[i] = departure;
    next_arrival[i] = arrival;
  }
  if (count > ROOM) abort();
  return count;
}

/* A counting sort by slot, then the few that are out of order inside a slot are put right. */
INLINE void sort_window(int count) {
  for (int slot = 0, sum = 0; slot <= SLOTS; slot++) { /* the last is for what rounds up to it */
    const int here = starts[slot];
    starts[slot] = sum;
    sum += here;
  }
  for (int i = 0; i < count; i++) {
    const int place = starts[slots[i]]++;
    sorted_departures[place] = departures[i];
    sorted_arrivals[place] = arrivals[i];
  }
  for (int i = 1; i < count; i++) {
    const double departure = sorted_departures[i];
    if (__builtin_expect(departure >= sorted_departures[i - 1], 1)) continue;
    const double arrival = sorted_arrivals[i];
    int hole = i;
    for (; hole > 0 && sorted_departures[hole - 1] > departure; hole--) {
      sorted_departures[hole] = sorted_departures[hole - 1];
      sorted_arrivals[hole] = sorted_arrivals[hole - 1];
    }
    sorted_departures[hole] = departure;
    sorted_arrivals[hole] = arrival;
  }
}

static double service, port_free, delays; /* ns: of a frame on the port; until when it is busy */
static uint64_t packets;

/* Over the port, first in, first out. Its state is static: gcc's code is a tenth faster so. */
INLINE void deliver(double departure, double arrival) {
  double done = port_free > departure ? port_free : departure;
  done += service;
  port_free = done;
  const double delay = done - arrival;
  delays += delay;
  count_delay(delay);
  packets++;
}

int main(int count, char **words) {
  const struct workload asked = workload_of(count, words);
  const int interlinks = asked.interlinks;
  if (interlinks < 1 || interlinks > INTERLINKS_MAX) return 2;
  service = WIRE_BITS / asked.port;
  gap = FRAME_BITS / (asked.interlink * OFFERED);
  cost = FRAME_BITS / asked.interlink;
  tolerance = (BURST_BITS - FRAME_BITS) / asked.interlink;
  wait_max = QUEUE_BITS / asked.interlink;
  prepare_exponential();

  const double begun = now_seconds();
  for (int i = 0; i < interlinks; i++) {
    links[i] = (struct interlink){open_stream(1000 + (uint64_t)i), 0, 0};
    draw(&links[i], &next_departure[i], &next_arrival[i]);
  }
  const double window = WINDOW * gap / interlinks;
  for (double from = 0; packets < asked.packets; from += window) {
    const int here = draw_window(interlinks, from, from + window);
    sort_window(here);
    for (int i = 0; i < here; i++) deliver(sorted_departures[i], sorted_arrivals[i]);
  }
  tell_packets(packets, now_seconds() - begun, delays + PROPAGATION * (double)packets);
  return 0;
}

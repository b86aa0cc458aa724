/*
 * The token bucket alone, 64 in turn, in doubles. `shape`: the closed form that tells when a frame
 * may leave; the bucket is one number, the instant at which it will be full. `police`: refill,
 * compare and take, as devices do it. usage: bucket shape|police OPERATIONS
 */
#include "common.h"

enum { BUCKETS = 64 };
static const double RATE = 1; /* bits per ns */

static double full[BUCKETS];
static struct {
  double tokens, updated, rate, burst; /* bits, ns, bits per ns, bits */
} policers[BUCKETS];

/* Arrivals at a bucket are some 8024 ns apart, a frame costs 8000: most conform. */
static inline double after(double now, uint64_t i) {
  return now + (double)(7000 + (int)(i & 2047)) / BUCKETS;
}

static double shape(uint64_t operations) {
  double now = 0, releases = 0;
  for (uint64_t i = 0; i < operations; i++) {
    now = after(now, i);
    double *bucket = &full[i & (BUCKETS - 1)];
    double release = *bucket - (BURST_BITS - FRAME_BITS) / RATE;
    if (release < now) release = now;
    *bucket = (*bucket > now ? *bucket : now) + FRAME_BITS / RATE;
    releases += release;
  }
  return releases;
}

static double police(uint64_t operations) {
  double now = 0;
  uint64_t conforming = 0;
  for (int i = 0; i < BUCKETS; i++) {
    policers[i].tokens = policers[i].burst = BURST_BITS;
    policers[i].rate = RATE;
  }
  for (uint64_t i = 0; i < operations; i++) {
    now = after(now, i);
    const int bucket = i & (BUCKETS - 1);
    double tokens = policers[bucket].tokens + (now - policers[bucket].updated) * policers[bucket].rate;
    if (tokens > policers[bucket].burst) tokens = policers[bucket].burst;
    const int conforms = tokens >= FRAME_BITS;
    policers[bucket].updated = now;
    policers[bucket].tokens = tokens - (conforms ? FRAME_BITS : 0);
    conforming += (uint64_t)conforms;
  }
  return (double)conforming;
}

int main(int count, char **words) {
  if (count < 3) return 2;
  const uint64_t operations = strtoull(words[2], 0, 10);
  const double begun = now_seconds();
  const double outcome = strcmp(words[1], "police") == 0 ? police(operations) : shape(operations);
  tell_operations(operations, now_seconds() - begun);
  return outcome < 0; /* it is used, so it is computed */
}

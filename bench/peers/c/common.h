/*
 * What the yardsticks in C and C++ share: a clock, random numbers, a histogram, and the line of
 * JSON by which each tells what it did.
 */
#pragma once
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static inline double now_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* The workload, from the command line: InterLinks, port and InterLink in Gbps, packets. */
struct workload {
  int interlinks;
  double port, interlink; /* bits per nanosecond */
  uint64_t packets;
};

static inline struct workload workload_of(int count, char **words) {
  if (count < 5) {
    fprintf(stderr, "usage: %s INTERLINKS PORT_GBPS INTERLINK_GBPS PACKETS\n", words[0]);
    exit(2);
  }
  struct workload asked = {atoi(words[1]), atof(words[2]), atof(words[3]), strtoull(words[4], 0, 10)};
  return asked;
}

/* Of all programs alike: 1000-byte frames on 1024 bytes of wire, 95 % of the allocation offered. */
enum { FRAME_BITS = 8000, WIRE_BITS = 8192, BURST_BITS = 65536 * 8, QUEUE_BITS = 1048576 * 8 };
static const double OFFERED = 0.95, PROPAGATION = 50000; /* share; ns */

/* xoshiro256+ (Blackman and Vigna), its state filled by splitmix64. */
struct stream {
  uint64_t state[4];
};

static inline struct stream open_stream(uint64_t seed) {
  struct stream stream;
  for (int i = 0; i < 4; i++) {
    uint64_t word = seed += 0x9e3779b97f4a7c15u;
    word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9u;
    word = (word ^ (word >> 27)) * 0x94d049bb133111ebu;
    stream.state[i] = word ^ (word >> 31);
  }
  return stream;
}

static inline uint64_t next_bits(struct stream *stream) {
  uint64_t *s = stream->state;
  const uint64_t drawn = s[0] + s[3], shifted = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= shifted;
  s[3] = (s[3] << 45) | (s[3] >> 19);
  return drawn;
}

/* In [0, 1). */
static inline double next_share(struct stream *stream) {
  return (double)(next_bits(stream) >> 11) * 0x1p-53;
}

/*
 * Exponential of mean 1 by the ziggurat of Marsaglia and Tsang (2000): 256 layers of one area under
 * exp(-x). layer_edge[i] is where layer i ends, layer_height[i] the curve there; layer 0 is the base
 * with the tail.
 */
static double layer_edge[257], layer_height[257];
static const double TAIL = 7.69711747013104972, AREA = 0.0039496598225815571993;

static inline void prepare_exponential(void) {
  layer_edge[0] = AREA / exp(-TAIL);
  layer_edge[1] = TAIL;
  for (int i = 2; i < 256; i++)
    layer_edge[i] = -log(AREA / layer_edge[i - 1] + exp(-layer_edge[i - 1]));
  layer_edge[256] = 0;
  for (int i = 0; i <= 256; i++) layer_height[i] = exp(-layer_edge[i]);
}

static inline double next_exponential(struct stream *stream) {
  double beyond = 0; /* the tail is the whole curve again, further on */
  for (;;) {
    const uint64_t bits = next_bits(stream);
    const int layer = bits & 255;
    const double x = (double)(bits >> 11) * 0x1p-53 * layer_edge[layer];
    if (__builtin_expect(x < layer_edge[layer + 1], 1)) return beyond + x;
    if (layer == 0) {
      beyond += TAIL;
      continue;
    }
    const double low = layer_height[layer], high = layer_height[layer + 1];
    if (low + next_share(stream) * (high - low) < exp(-x)) return beyond + x;
  }
}

/* Delays without propagation, ns: 32 counters an octave, found by the bits of the number itself. */
enum { COUNTERS = 4096 };
static uint32_t delay_counts[COUNTERS];

static inline void count_delay(double delay) {
  const double above = delay + 1;
  uint64_t bits;
  memcpy(&bits, &above, sizeof bits);
  delay_counts[(uint32_t)(bits >> 47) - (1023u << 5)]++;
}

/* @param delay  sum over all packets, propagation included, ns */
static inline void tell_packets(uint64_t packets, double seconds, double delay) {
  printf("{\"operations\":%llu,\"seconds\":%.9f,\"meanDelay\":%.6f}\n", (unsigned long long)packets,
         seconds, delay / (double)packets / 1e3);
}

static inline void tell_operations(uint64_t operations, double seconds) {
  printf("{\"operations\":%llu,\"seconds\":%.9f}\n", (unsigned long long)operations, seconds);
}

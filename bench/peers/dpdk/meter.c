/*
 * DPDK's markers, colour-blind, 64 in turn. `srtcm`: RFC 2697, two buckets filled at one rate;
 * `trtcm`: RFC 2698, two buckets and two rates. Time is made up, so the clock is not measured.
 * usage: meter srtcm|trtcm OPERATIONS
 */
#include <rte_meter.h>
#include "../c/common.h"

enum { METERS = 64, FRAME = 1000, BURST = 65536 };

/* Cycles between frames of one meter: at 2.5 GHz some 8 us, a frame's time at 1 Gbps. */
static inline uint64_t after(uint64_t now, uint64_t i) {
  return now + (19000 + (i & 2047)) / METERS;
}

/*
 * The profile's own set-up asks DPDK's environment for the clock, which is not started here (it
 * wants huge pages). So rates are given as what it would have found: bytes per period of a 2.5 GHz
 * clock, 20 cycles a byte for 1 Gbps.
 */
static uint64_t mark_single(uint64_t operations) {
  struct rte_meter_srtcm_profile profile = {
      .cbs = BURST, .ebs = BURST, .cir_period = 20, .cir_bytes_per_period = 1};
  static struct rte_meter_srtcm meters[METERS];
  for (int i = 0; i < METERS; i++) {
    rte_meter_srtcm_config(&meters[i], &profile);
    meters[i].time = 0;
  }
  uint64_t now = 0, colours = 0;
  for (uint64_t i = 0; i < operations; i++) {
    now = after(now, i);
    colours += rte_meter_srtcm_color_blind_check(&meters[i & (METERS - 1)], &profile, now, FRAME);
  }
  return colours;
}

static uint64_t mark_double(uint64_t operations) {
  struct rte_meter_trtcm_profile profile = {.cbs = BURST,
                                            .pbs = BURST,
                                            .cir_period = 20,
                                            .cir_bytes_per_period = 1,
                                            .pir_period = 10,
                                            .pir_bytes_per_period = 1};
  static struct rte_meter_trtcm meters[METERS];
  for (int i = 0; i < METERS; i++) {
    rte_meter_trtcm_config(&meters[i], &profile);
    meters[i].time_tc = meters[i].time_tp = 0;
  }
  uint64_t now = 0, colours = 0;
  for (uint64_t i = 0; i < operations; i++) {
    now = after(now, i);
    colours += rte_meter_trtcm_color_blind_check(&meters[i & (METERS - 1)], &profile, now, FRAME);
  }
  return colours;
}

int main(int count, char **words) {
  if (count < 3) return 2;
  const uint64_t operations = strtoull(words[2], 0, 10);
  const double begun = now_seconds();
  const uint64_t colours =
      strcmp(words[1], "trtcm") == 0 ? mark_double(operations) : mark_single(operations);
  tell_operations(operations, now_seconds() - begun);
  return colours > 2 * operations; /* it is used, so it is computed */
}

/** The texts of `help`. */

/** Names of the commands, and a line on each. */
export const COMMANDS = ['run', 'validate', 'schema', 'help'] as const
/** The name of a command. */
export type CommandName = (typeof COMMANDS)[number]

/** One screen: what there is, exit codes, what to try. */
export const OVERVIEW = `interlink-sim: will this connection carry the load?

  run SCENARIO            simulate, judge the objectives
  validate SCENARIO…      list every fault, run nothing
  schema                  the scenario file's JSON Schema: completion in your editor
  help [COMMAND]          options and examples; help run explains every number

exit    0 done   1 objective missed   2 input wrong   70 our fault   130 interrupted
try     interlink-sim run scenarios/hybrid-paris.yaml        more  interlink-sim help run
`

const RUN = `interlink-sim run [SCENARIO] [options]: simulate, judge the objectives

Without SCENARIO, the only scenario (*.yaml, *.yml) of the current folder is run.

  --format text|json      the summary, or the result document alone on stdout (default: text)
  --seed N                instead of the scenario's seed: 0 to 4294967295
  --duration D            instead of the scenario's duration, for instance 250ms
  --engine packet         every frame is simulated; this version has no other
  --kernel auto|event     this version has one kernel
  --threads N             at most N worker threads; this version needs one
  --allow-read DIR        input files may also lie in DIR; may be repeated
  --quiet                 only a line per missed objective, in base units; nothing when all are met

examples
  interlink-sim run scenarios/hybrid-paris.yaml
  interlink-sim run hybrid-paris.yaml --seed 7 --duration 5s
  interlink-sim run hybrid-paris.yaml --quiet || echo "an objective is missed"
  interlink-sim run hybrid-paris.yaml --format json | jq '.objectives[] | select(.met|not)'

the summary
  bandwidth   what the InterLink may carry; the first lines say which layer it counts
  offered     mean rate of the frames that sources sent, without VLAN tag, preamble and gap
  peak        highest offered rate over one interval of the series
  delivered   mean rate of the frames that arrived
  used %      counted bits delivered, of the bandwidth; of a port: share of time it was sending
  lost %      frames dropped, of those offered; of a port: those its full queue
              dropped, of those that reached it
  p99         99 of 100 frames are at most this late, first queue to last bit at the far end
  sparkline   offered rate over time in 25 slices; full height is the bandwidth, of a port its
              speed; ✗ marks a slice in which frames were lost, a space silence
  shaped      excess waits in the InterLink's queue; it is lost only when that queue is full
  policed     excess is dropped at once, nothing waits
  in flight   frames still on their way when the measured time ended
  limit       an objective is met when the value is strictly on the right side of it
  again       the command that gives the same bytes on any machine

exit    0 objectives met   1 one missed   2 input wrong   70 our fault   130 interrupted
`

const VALIDATE = `interlink-sim validate SCENARIO… [options]: list every fault, run nothing

Input files (captures, tables) are checked too. Each fault is one line, file:line:column: path: what
is wrong; in a terminal the line of the file stands below it, in a pipe it does not.

  --allow-read DIR        input files may also lie in DIR; may be repeated

examples
  interlink-sim validate scenarios/hybrid-paris.yaml
  interlink-sim validate scenarios/*.yaml | grep bandwidth

exit    0 no fault   2 at least one
`

const SCHEMA = `interlink-sim schema: print the scenario file's JSON Schema

An editor with a YAML language server completes and checks scenarios with it. Rules that a schema
cannot say (sums, references, files) are left to validate.

examples
  interlink-sim schema > scenario.schema.json
  # yaml-language-server: $schema=./scenario.schema.json      (first line of a scenario)
`

const HELP = `interlink-sim help [COMMAND]: options and examples

examples
  interlink-sim help run
`

/** The help on each command. */
export const TOPICS: Readonly<Record<CommandName, string>> = {
  run: RUN,
  validate: VALIDATE,
  schema: SCHEMA,
  help: HELP,
}

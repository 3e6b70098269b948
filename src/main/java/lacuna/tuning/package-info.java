/**
 * Searches for settings of sgd that predict held-back ratings best.
 *
 * <p>Called by the doors. {@link lacuna.tuning.Space} says what is tried, {@link
 * lacuna.tuning.Tuning} trains it, {@link lacuna.tuning.Trial} is what came of each, {@link
 * lacuna.tuning.TuningOutput} writes them down, and {@code lacuna.report.TuningPage} shows them.
 *
 * <p>Decision: the tables that trials learn from have no test ratings at all. Because: what is not
 * there can't be chosen by. Costs: a copy of the columns for each fold.
 *
 * <p>Decision: each training runs on one thread in one task, and a job has all that are still in
 * the search. Because: trainings are independent, so that cores are never idle, while threads of
 * one training wait for each other; and a job costs as much as several epochs on 100,000 ratings.
 * Costs: the ratings of a fold have to fit into the memory of each executor; of more, tune on a
 * sample.
 *
 * <p>Decision: trial 0 has the settings that the command would use anyway, and is never stopped.
 * Because: only then does the table say what the search gained. Costs: one training.
 */
package lacuna.tuning;

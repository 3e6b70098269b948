// What a training tells of itself.
package lacuna.ml;

import java.util.List;
import java.util.Map;
import lacuna.blocks.Grid;
import lacuna.factorisation.EpochRecord;

/**
 * A training's story; not kept when a model is saved.
 *
 * @param method what learnt
 * @param history each epoch, those of the search first
 * @param epochs behind the model
 * @param timings seconds of each step: reading, blocking, search, training
 * @param grid stripes of users x items
 * @param workers worker tasks
 * @param threads of each
 * @param ratings that the model was learnt from
 * @param validation ratings that were withheld from it
 * @param note one line on what was chosen, or empty
 * @param factorHash 32 hex digits that name the model
 */
public record MatrixFactorisationSummary(
    String method,
    List<EpochRecord> history,
    int epochs,
    Map<String, Double> timings,
    Grid.Shape grid,
    int workers,
    int threads,
    long ratings,
    long validation,
    String note,
    String factorHash) {}

/**
 * Masked factorisation by full gradients: every epoch is one step along −½∇F over all ratings.
 *
 * <p>{@link lacuna.factorisation.gd.GdSolver} is the door. {@code GradientPass} takes a worker's
 * share of errors and gradients, {@code Move} the step of one stripe. With one worker several
 * epochs run in one task ({@code LocalDescent}); with P of them users move where they are, and the
 * items' gradients are added up over the workers ({@code ReducedEpochs}).
 *
 * <p>Decision: gradients are taken in double, and a row keeps what rounding to floats leaves over.
 * Because: steps that suit a full gradient are often smaller than a float's last digit. Costs: a
 * second array beside each column.
 *
 * <p>Decision: a step of its own is a multiple of an estimate from counts and spread, halved
 * whenever F would rise, and slightly longer after each epoch. Because: a step that suits one data
 * set makes another diverge. Costs: an epoch in about fifteen is taken twice.
 */
package lacuna.factorisation.gd;

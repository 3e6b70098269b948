// The numbers of one epoch's update rule, as a kernel takes them.
package lacuna.kernels;

/**
 * How an update moves the rows of its rating; {@link SgdKernel#update} has the equations.
 *
 * @param mean global mean, 0 where it is off
 * @param step step size of factors; with AdaGrad the numerator of the rate
 * @param biasStep step size of biases; with AdaGrad the numerator of the rate
 * @param lambdaUser lambda of user factors where {@link Rows#lambda} is null
 * @param lambdaItem lambda of item factors where {@link Rows#lambda} is null
 * @param lambdaBiasUser lambda of user biases where {@link Rows#lambdaBias} is null
 * @param lambdaBiasItem lambda of item biases where {@link Rows#lambdaBias} is null
 * @param nonnegative factor entries that would fall below zero become zero
 * @param adaGrad rates by row from {@link Rows#squares} and {@link Rows#biasSquares}, which must
 *     then be there
 */
public record SgdRule(
    float mean,
    float step,
    float biasStep,
    float lambdaUser,
    float lambdaItem,
    float lambdaBiasUser,
    float lambdaBiasItem,
    boolean nonnegative,
    boolean adaGrad) {}

// A method's held-out RMSE against the primary's, with what chance may have to do with it.
package lacuna.evaluation;

import java.io.Serializable;

/**
 * Held-out RMSE of a method minus that of the primary, on the same ratings.
 *
 * @param value above zero where the primary is better
 * @param low lower end of the paired 95 % interval, clustered by user
 * @param high its upper end
 */
public record RmseDifference(double value, double low, double high) implements Serializable {}

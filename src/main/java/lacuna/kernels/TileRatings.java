// The ratings a kernel runs along. Blocks hand their arrays over as they are; a tile is a range of
// them.
package lacuna.kernels;

/**
 * Ratings of one block; a tile is a range {@code [from, to)} of it. Arrays are shared, never
 * copied, and never written by a kernel.
 *
 * @param user row of each rating's user within its stripe, an unsigned 16-bit number
 * @param item row of each rating's item within its stripe, an unsigned 16-bit number
 * @param rating values, in the units of the data
 * @param weight weight of each rating's term in the objective; null: all 1
 */
public record TileRatings(char[] user, char[] item, float[] rating, float[] weight) {}

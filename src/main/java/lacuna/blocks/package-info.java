/**
 * Ratings on a grid of tiles: how users and items are cut into stripes, in which order an epoch
 * runs the tiles, and the immutable primitive arrays that workers cache.
 *
 * <p>Called by {@code lacuna.factorisation} and {@code lacuna.evaluation}. Reading order: {@link
 * Grid}, {@link NestedOrder}, {@link Blocking}, {@link RatingBlock}, {@link Stripe}.
 *
 * <p>Decision: a block is a whole user stripe over all item stripes, and a worker holds a run of
 * user stripes. Because: the layout then is the same for every number of workers. Costs: a worker's
 * share is at least one user stripe.
 */
package lacuna.blocks;

/**
 * The innermost loops: updates, predictions and squared errors along the ratings of one tile, on
 * plain arrays. Knows nothing of Spark and logs nothing. Called by {@code factorisation} and {@code
 * evaluation}; {@link lacuna.kernels.Kernels} is the door, {@link lacuna.kernels.SgdKernel} the
 * contract, {@link lacuna.kernels.Lanes} the order of every float sum.
 *
 * <p><b>Decision:</b> eight logical lanes on every machine, one fixed order of additions, explicit
 * fused multiply-add. <b>Because:</b> the same ratings and seed must give the same factors bit for
 * bit, with a vector unit or without, before and after compilation. <b>Costs:</b> a lane-wise sum
 * is joined by shuffles instead of {@code reduceLanes}, which leaves its order open.
 *
 * <p><b>Decision:</b> one scalar kernel and one vector kernel behind one interface, the latter
 * found by name. <b>Because:</b> {@code jdk.incubator.vector} may be absent, and a class that links
 * against it must then not load. <b>Costs:</b> each rule of arithmetic is written twice; the twin
 * tests hold the two together.
 */
package lacuna.kernels;

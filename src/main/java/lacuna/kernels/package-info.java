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
 *
 * <p><b>Decision:</b> a vector whose method is called is of a class that C2 knows: what an array
 * gave, what a loop carries and what is stored goes through {@link Class#cast} with the constant of
 * {@code VectorOfEight}, or comes from a method of its constant vector. <b>Because:</b>
 * FloatVector's own methods call its subclass's, and C2 sees which one by a profile that the whole
 * JVM shares. Once other code has used vectors of another width, as MLlib's ALS does with 512 bits,
 * every vector became an object: the loops ran at a twentieth to a half of their speed, an update
 * at rank 32 taking 580 bytes where it takes none. With the casts, which go when compiled, nothing
 * is allocated and neither does speed differ. <b>Costs:</b> longer text; a sum may not begin with a
 * constant vector, which C2 would have to make an object of.
 */
package lacuna.kernels;

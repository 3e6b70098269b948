// What the vector kernels know of a vector of eight floats: its species and its exact class.
package lacuna.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vectors of eight floats, and how C2 is told that a vector is one. The package's description says
 * what for.
 */
final class VectorOfEight {
  static final VectorSpecies<Float> LANES = FloatVector.SPECIES_256;

  /** The class of all vectors of eight floats; C2 knows what it has cast to. */
  static final Class<? extends FloatVector> FLOATS =
      LANES.vectorType().asSubclass(FloatVector.class);

  /** Its {@code broadcast} gives vectors whose class C2 knows; a sum may not begin with it. */
  static final FloatVector ZEROS = FloatVector.zero(LANES);

  private VectorOfEight() {}
}

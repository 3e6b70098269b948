// Thrown when a decomposition does not come about; the method is then recorded as diverged.
package lacuna.factorisation.svd;

/** A singular value decomposition that did not converge, with what was tried. */
public final class SvdException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SvdException(String message) {
    super(message);
  }
}

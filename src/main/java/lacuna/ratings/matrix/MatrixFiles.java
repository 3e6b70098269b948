// The kinds of matrix files there are. The door of this package for lacuna.ratings.
package lacuna.ratings.matrix;

import java.util.Arrays;
import java.util.Optional;

/** Matrix files by the tools that write them. A new one is a line here. */
public enum MatrixFiles {
  /** Tensors of PyTorch; rows and columns count from 0. */
  TORCH("torch", 0) {
    @Override
    boolean recognises(byte[] first) {
      return TorchReader.recognises(first);
    }

    @Override
    public Matrix read(byte[] file) throws MatrixException {
      return TorchReader.read(file);
    }
  },
  /** Arrays of NumPy and sparse matrices of SciPy; rows and columns count from 0. */
  NUMPY("numpy", 0) {
    @Override
    boolean recognises(byte[] first) {
      return NumpyReader.recognises(first);
    }

    @Override
    public Matrix read(byte[] file) throws MatrixException {
      return NumpyReader.read(file);
    }
  },
  /** Matrices of MATLAB; rows and columns count from 1. */
  MATLAB("matlab", 1) {
    @Override
    boolean recognises(byte[] first) {
      return MatlabReader.recognises(first);
    }

    @Override
    public Matrix read(byte[] file) throws MatrixException {
      return MatlabReader.read(file);
    }
  };

  private final String format;
  private final int firstNumber;

  MatrixFiles(String format, int firstNumber) {
    this.format = format;
    this.firstNumber = firstNumber;
  }

  /** The name of the format. */
  public String format() {
    return format;
  }

  /** The number that the tool gives to the first row and column: 0 or 1. */
  public int firstNumber() {
    return firstNumber;
  }

  abstract boolean recognises(byte[] first);

  /**
   * The matrix in a file.
   *
   * @param file the whole of it, decompressed
   * @throws MatrixException if there is none that can be used
   */
  public abstract Matrix read(byte[] file) throws MatrixException;

  /** The kind of a file that begins so. */
  public static Optional<MatrixFiles> of(byte[] first) {
    return Arrays.stream(values()).filter(kind -> kind.recognises(first)).findFirst();
  }
}

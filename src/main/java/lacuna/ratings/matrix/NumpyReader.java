// NumPy's arrays and SciPy's sparse matrices. Called by MatrixFiles.
package lacuna.ratings.matrix;

import java.util.Set;

/**
 * Reads {@code .npy} files of {@code numpy.save}, and {@code .npz} archives: those that {@code
 * scipy.sparse.save_npz} makes of CSR, CSC and COO matrices, or one array of {@code numpy.savez}.
 */
final class NumpyReader {
  private static final String SUFFIX = ".npy";
  private static final String FORMAT = "format" + SUFFIX;

  private NumpyReader() {}

  /** Whether a file that begins so is an array or an archive of arrays. */
  static boolean recognises(byte[] first) {
    String name = Archive.firstName(first);
    return NumpyArray.recognises(first) || name != null && name.endsWith(SUFFIX);
  }

  /**
   * The matrix in a file.
   *
   * @throws MatrixException if there is none that can be used
   */
  static Matrix read(byte[] file) throws MatrixException {
    if (Archive.firstName(file) == null) {
      return NumpyArray.read(file).matrix();
    }
    Archive archive = new Archive(file);
    if (archive.names().contains(FORMAT)) {
      return sparse(archive);
    }
    Set<String> names = archive.names();
    if (names.size() != 1) {
      throw new MatrixException(
          "is an archive of "
              + names.size()
              + " entries, "
              + Archive.shown(String.join(", ", names))
              + "; save one array, or a sparse matrix by scipy.sparse.save_npz");
    }
    return array(archive, names.iterator().next()).matrix();
  }

  private static NumpyArray array(Archive archive, String name) throws MatrixException {
    return NumpyArray.read(archive.bytes(name));
  }

  private static Matrix sparse(Archive archive) throws MatrixException {
    String format = array(archive, FORMAT).text();
    int[] shape = indices(archive, "shape");
    if (shape.length != 2) {
      throw new MatrixException("is damaged: its shape has " + shape.length + " dimensions");
    }
    NumpyArray data = array(archive, "data" + SUFFIX);
    if (data.type() == null || data.shape().length != 1) {
      throw unknown(format);
    }
    double[] values = new double[data.count()];
    for (int k = 0; k < values.length; k++) {
      values[k] = data.type().get(data.data(), k * data.type().bytes());
    }
    String type = data.type().toString();
    if ("csr".equals(format) || "csc".equals(format)) {
      return SparseMatrix.compressed(
          type,
          shape[0],
          shape[1],
          indices(archive, "indptr"),
          indices(archive, "indices"),
          values,
          format.equals("csr"));
    } else if ("coo".equals(format)) {
      int[] row = indices(archive, "row");
      int[] column = indices(archive, "col");
      if (row.length != values.length || column.length != values.length) {
        throw new MatrixException("is damaged: it has not as many places as values");
      }
      return new SparseMatrix(type, shape[0], shape[1], row, column, values);
    }
    throw unknown(format);
  }

  private static MatrixException unknown(String format) {
    return new MatrixException(
        "is a sparse matrix in the form "
            + Archive.shown(String.valueOf(format))
            + "; csr, csc and coo are read: scipy.sparse.save_npz(path, matrix.tocsr())");
  }

  /** Whole numbers from 0 to below 2^31. */
  private static int[] indices(Archive archive, String name) throws MatrixException {
    NumpyArray array = array(archive, name + SUFFIX);
    if (array.type() == null || !array.type().isWhole() || array.shape().length != 1) {
      throw new MatrixException("is damaged: its entry " + name + " is no list of whole numbers");
    }
    int[] indices = new int[array.count()];
    for (int k = 0; k < indices.length; k++) {
      long index = array.type().whole(array.data(), k * array.type().bytes());
      if (index < 0 || index > Integer.MAX_VALUE) {
        throw new MatrixException(
            "is damaged, or too large: its entry " + name + " holds " + index);
      }
      indices[k] = (int) index;
    }
    return indices;
  }
}

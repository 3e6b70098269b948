// A value as bytes, so that it crosses processes whichever serialiser Spark is set to.
package lacuna.factorisation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.io.UncheckedIOException;

/**
 * Java-serialised form of a value that Lacuna made itself, within one application.
 *
 * <p>Decision: small records travel as bytes. Because: Kryo, where a user sets it, can't rebuild
 * records. Costs: a copy, so it is for records of a few kilobytes and not for stripes.
 *
 * @param <T> type of the value
 */
public final class Frozen<T extends Serializable> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] bytes;

  private Frozen(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The value's bytes. */
  public static <T extends Serializable> Frozen<T> of(T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Frozen<>(bytes.toByteArray());
  }

  /** The value, of the type that it was frozen as. */
  @SuppressWarnings("unchecked")
  public T thaw() {
    try (ObjectInputStream in = new Thawing(bytes)) {
      return (T) in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Finds classes where this one was found: under spark-submit that is not the system's loader. */
  private static final class Thawing extends ObjectInputStream {
    Thawing(byte[] bytes) throws IOException {
      super(new ByteArrayInputStream(bytes));
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass type)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(type.getName(), false, Frozen.class.getClassLoader());
      } catch (ClassNotFoundException primitive) {
        return super.resolveClass(type);
      }
    }
  }
}

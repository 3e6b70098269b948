// How one number is stored. Used by all readers of this package.
package lacuna.ratings.matrix;

import java.nio.ByteBuffer;
import java.util.Locale;

/** Types of elements. Their names in lower case are those of NumPy and PyTorch. */
enum ElementType {
  FLOAT16(2) {
    @Override
    double get(ByteBuffer data, int at) {
      return half(data.getShort(at));
    }
  },
  BFLOAT16(2) {
    @Override
    double get(ByteBuffer data, int at) {
      return Float.intBitsToFloat(data.getShort(at) << 16);
    }
  },
  FLOAT32(4) {
    @Override
    double get(ByteBuffer data, int at) {
      return data.getFloat(at);
    }
  },
  FLOAT64(8) {
    @Override
    double get(ByteBuffer data, int at) {
      return data.getDouble(at);
    }
  },
  INT8(1) {
    @Override
    double get(ByteBuffer data, int at) {
      return data.get(at);
    }
  },
  INT16(2) {
    @Override
    double get(ByteBuffer data, int at) {
      return data.getShort(at);
    }
  },
  INT32(4) {
    @Override
    double get(ByteBuffer data, int at) {
      return data.getInt(at);
    }
  },
  INT64(8) {
    @Override
    double get(ByteBuffer data, int at) {
      return data.getLong(at);
    }

    @Override
    long whole(ByteBuffer data, int at) {
      return data.getLong(at);
    }
  },
  UINT8(1) {
    @Override
    double get(ByteBuffer data, int at) {
      return data.get(at) & 0xFF;
    }
  },
  UINT16(2) {
    @Override
    double get(ByteBuffer data, int at) {
      return data.getShort(at) & 0xFFFF;
    }
  },
  UINT32(4) {
    @Override
    double get(ByteBuffer data, int at) {
      return data.getInt(at) & 0xFFFFFFFFL;
    }
  },
  BOOL(1) {
    @Override
    double get(ByteBuffer data, int at) {
      return data.get(at) == 0 ? 0 : 1;
    }
  };

  private static final int HALF_MANTISSA = 10;
  private static final int HALF_BIAS = 15;

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Its size. */
  int bytes() {
    return bytes;
  }

  /** Whether it holds whole numbers. */
  boolean isWhole() {
    return this != FLOAT16 && this != BFLOAT16 && this != FLOAT32 && this != FLOAT64;
  }

  /** The number that begins at a byte. */
  abstract double get(ByteBuffer data, int at);

  /** The same for an index or a size, which a double may not hold. */
  long whole(ByteBuffer data, int at) {
    return (long) get(data, at);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** IEEE 754 binary16. */
  private static double half(short bits) {
    int exponent = bits >> HALF_MANTISSA & 0x1F;
    int mantissa = bits & 0x3FF;
    double size;
    if (exponent == 0x1F) {
      size = mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else if (exponent == 0) {
      size = Math.scalb((double) mantissa, 1 - HALF_BIAS - HALF_MANTISSA);
    } else {
      size = Math.scalb((double) (mantissa | 0x400), exponent - HALF_BIAS - HALF_MANTISSA);
    }
    return bits < 0 ? -size : size;
  }
}

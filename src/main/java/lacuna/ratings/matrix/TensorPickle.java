// The pickle of a tensor, understood without running it. Used by TorchReader.
package lacuna.ratings.matrix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the pickle that {@code torch.save} writes for one tensor. A pickle is a program for a small
 * stack machine that can call any Python function. This reader knows only the opcodes that a tensor
 * needs and the handful of names below; it calls nothing, it notes what a call would rebuild.
 * Whatever else stands in a pickle is refused by its name.
 *
 * <p>Opcodes are those of Python's {@code pickletools}, protocols 2 to 5; what the calls mean is
 * that of {@code torch/_utils.py}.
 */
final class TensorPickle {
  private static final Map<String, ElementType> STORAGES =
      Map.of(
          "torch.FloatStorage", ElementType.FLOAT32,
          "torch.DoubleStorage", ElementType.FLOAT64,
          "torch.HalfStorage", ElementType.FLOAT16,
          "torch.BFloat16Storage", ElementType.BFLOAT16,
          "torch.LongStorage", ElementType.INT64,
          "torch.IntStorage", ElementType.INT32,
          "torch.ShortStorage", ElementType.INT16,
          "torch.CharStorage", ElementType.INT8,
          "torch.ByteStorage", ElementType.UINT8,
          "torch.BoolStorage", ElementType.BOOL);

  private static final String TENSOR = "torch._utils._rebuild_tensor_v2";
  private static final String PARAMETER = "torch._utils._rebuild_parameter";
  private static final String HOOKS = "collections.OrderedDict";

  private static final int MOST_DEPTH = 1000;
  private static final String ADVICE =
      "; a file of ratings holds one tensor alone: torch.save(tensor, path)";

  /** Stands on the stack where a tuple begins. */
  private static final Object MARK = new Object();

  /** Python's None, and the empty dictionary of hooks. */
  private static final Object NOTHING = new Object();

  /** A Python name that is known and harmless. */
  private record Name(String text) {}

  /**
   * A stored stretch of elements.
   *
   * @param key its entry's name in the archive
   * @param count elements that it claims to have
   */
  record Storage(ElementType type, String key, long count) {}

  /**
   * What the pickle says of the tensor; offset and strides count elements.
   *
   * @param shape not checked against the storage
   */
  record Claim(Storage storage, long offset, long[] shape, long[] strides) {}

  private final ByteBuffer pickle;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  private TensorPickle(byte[] pickle) {
    this.pickle = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Understands a pickle.
   *
   * @throws MatrixException if it holds anything but one tensor
   */
  static Claim read(byte[] pickle) throws MatrixException {
    return new TensorPickle(pickle).run();
  }

  private Claim run() throws MatrixException {
    while (true) {
      int opcode = unsigned(1);
      if (opcode == '.') {
        Object result = pop();
        if (!stack.isEmpty() || !(result instanceof Claim)) {
          throw new MatrixException("holds no tensor" + ADVICE);
        }
        return (Claim) result;
      }
      step(opcode);
      if (stack.size() > MOST_DEPTH) {
        throw damaged();
      }
    }
  }

  private void step(int opcode) throws MatrixException {
    switch (opcode) {
      case 0x80 -> unsigned(1); // PROTO
      case 0x95 -> bytes(Long.BYTES); // FRAME
      case 'c' -> stack.add(name(line(), line())); // GLOBAL
      case 0x93 -> { // STACK_GLOBAL
        String last = string(pop());
        stack.add(name(string(pop()), last));
      }
      case 'q' -> memo.put(unsigned(1), top()); // BINPUT
      case 'r' -> memo.put(unsigned(Integer.BYTES), top()); // LONG_BINPUT
      case 0x94 -> memo.put(memo.size(), top()); // MEMOIZE
      case 'h' -> stack.add(remembered(unsigned(1))); // BINGET
      case 'j' -> stack.add(remembered(unsigned(Integer.BYTES))); // LONG_BINGET
      case 'X' -> stack.add(text(unsigned(Integer.BYTES))); // BINUNICODE
      case 0x8C -> stack.add(text(unsigned(1))); // SHORT_BINUNICODE
      case 'K' -> stack.add((long) unsigned(1)); // BININT1
      case 'M' -> stack.add((long) unsigned(Short.BYTES)); // BININT2
      case 'J' -> stack.add((long) unsigned(Integer.BYTES)); // BININT, signed
      case 0x8A -> stack.add(whole(unsigned(1))); // LONG1
      case 'N' -> stack.add(NOTHING); // NONE
      case 0x88 -> stack.add(Boolean.TRUE); // NEWTRUE
      case 0x89 -> stack.add(Boolean.FALSE); // NEWFALSE
      case '(' -> stack.add(MARK); // MARK
      case ')' -> stack.add(List.of()); // EMPTY_TUPLE
      case 't' -> stack.add(popTo(stack.lastIndexOf(MARK) + 1, true)); // TUPLE
      case 0x85, 0x86, 0x87 -> // TUPLE1 to TUPLE3
          stack.add(popTo(stack.size() - (opcode - 0x84), false));
      case 'Q' -> stack.add(storage(tuple(pop()))); // BINPERSID
      case 'R' -> { // REDUCE
        List<?> arguments = tuple(pop());
        stack.add(rebuilt(pop(), arguments));
      }
      default -> throw refused(opcode);
    }
  }

  private MatrixException refused(int opcode) {
    String what =
        switch (opcode) {
          case '}', 'd', 'u', 's' -> "a dictionary";
          case ']', 'l', 'a', 'e' -> "a list";
          case 'i', 'o', 0x81, 0x92 -> "a call to make an object of a class";
          case 'b' -> "a call to set an object's state";
          case 0x82, 0x83, 0x84 -> "a call by a registered number";
          case 'P' -> "a reference in the old manner";
          default -> String.format("the opcode 0x%02x", opcode);
        };
    return new MatrixException(
        "holds " + what + ", which no tensor needs; nothing was run" + ADVICE);
  }

  /** A global name, if it is one of those that a tensor needs. */
  private static Name name(String module, String member) throws MatrixException {
    String text = module + "." + member;
    boolean known =
        STORAGES.containsKey(text)
            || text.equals(TENSOR)
            || text.equals(PARAMETER)
            || text.equals(HOOKS);
    if (!known) {
      throw new MatrixException(
          "asks for the Python name "
              + Archive.shown(text)
              + ", which no tensor needs; nothing was run"
              + ADVICE);
    }
    return new Name(text);
  }

  /** {@code ('storage', torch.FloatStorage, '0', 'cpu', 12)}. */
  private Storage storage(List<?> parts) throws MatrixException {
    if (parts.size() == 5
        && "storage".equals(parts.get(0))
        && parts.get(1) instanceof Name type
        && STORAGES.containsKey(type.text())
        && parts.get(2) instanceof String key
        && key.matches("\\d{1,9}")
        && parts.get(4) instanceof Long count
        && count >= 0) {
      return new Storage(STORAGES.get(type.text()), key, count);
    }
    throw damaged();
  }

  /** What a call with these arguments would give. */
  private Object rebuilt(Object function, List<?> arguments) throws MatrixException {
    String name = function instanceof Name known ? known.text() : "";
    if (name.equals(HOOKS) && arguments.isEmpty()) {
      return NOTHING;
    } else if (name.equals(PARAMETER)
        && arguments.size() == 3
        && arguments.get(0) instanceof Claim parameter) {
      return parameter;
    } else if (name.equals(TENSOR)
        && arguments.size() >= 6
        && arguments.get(0) instanceof Storage storage
        && arguments.get(1) instanceof Long offset) {
      return new Claim(
          storage, offset, numbers(tuple(arguments.get(2))), numbers(tuple(arguments.get(3))));
    }
    throw damaged();
  }

  private static long[] numbers(List<?> tuple) throws MatrixException {
    long[] numbers = new long[tuple.size()];
    for (int k = 0; k < numbers.length; k++) {
      if (!(tuple.get(k) instanceof Long number)) {
        throw damaged();
      }
      numbers[k] = number;
    }
    return numbers;
  }

  private static List<?> tuple(Object value) throws MatrixException {
    if (value instanceof List<?> tuple) {
      return tuple;
    }
    throw damaged();
  }

  private static String string(Object value) throws MatrixException {
    if (value instanceof String text) {
      return text;
    }
    throw damaged();
  }

  private Object remembered(int place) throws MatrixException {
    Object value = memo.get(place);
    if (value == null) {
      throw damaged();
    }
    return value;
  }

  private Object top() throws MatrixException {
    if (stack.isEmpty()) {
      throw damaged();
    }
    return stack.get(stack.size() - 1);
  }

  private Object pop() throws MatrixException {
    Object value = top();
    stack.remove(stack.size() - 1);
    return value;
  }

  /** Takes what stands from a place on off the stack, and the mark below it. */
  private List<Object> popTo(int place, boolean marked) throws MatrixException {
    if (place < (marked ? 1 : 0) || place > stack.size()) {
      throw damaged();
    }
    List<Object> above = stack.subList(place, stack.size());
    List<Object> tuple = List.copyOf(above);
    above.clear();
    if (marked) {
      stack.remove(place - 1);
    }
    return tuple;
  }

  /** A little-endian number; of four bytes it is signed. */
  private int unsigned(int bytes) throws MatrixException {
    ByteBuffer number = bytes(bytes);
    return switch (bytes) {
      case 1 -> number.get() & 0xFF;
      case Short.BYTES -> number.getShort() & 0xFFFF;
      default -> number.getInt();
    };
  }

  /** A little-endian number of any length in two's complement. */
  private long whole(int length) throws MatrixException {
    if (length > Long.BYTES) {
      throw damaged();
    }
    ByteBuffer number = bytes(length);
    long value = 0;
    for (int k = 0; k < length; k++) {
      long digit = k == length - 1 ? number.get() : number.get() & 0xFF;
      value |= digit << (Byte.SIZE * k);
    }
    return value;
  }

  private String text(int length) throws MatrixException {
    return StandardCharsets.UTF_8.decode(bytes(length)).toString();
  }

  private String line() throws MatrixException {
    int from = pickle.position();
    while (unsigned(1) != '\n') {
      continue;
    }
    return new String(pickle.array(), from, pickle.position() - 1 - from, StandardCharsets.UTF_8);
  }

  private ByteBuffer bytes(int length) throws MatrixException {
    if (length < 0 || length > pickle.remaining()) {
      throw damaged();
    }
    ByteBuffer bytes = pickle.slice(pickle.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    pickle.position(pickle.position() + length);
    return bytes;
  }

  private static MatrixException damaged() {
    return new MatrixException("is damaged: its pickle does not rebuild a tensor");
  }
}

// From the words of an option to its value. Named by the options' annotations and by Program.
package lacuna.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import lacuna.blocks.Grid;
import lacuna.evaluation.Clip;
import lacuna.factorisation.Settings.Distribution;
import lacuna.factorisation.Settings.Init;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Converters of option values. Each refuses a word by saying what the option takes; {@link
 * ArgumentErrors} puts the option's name before it and the word after it.
 */
final class Words {
  /** What stands for a value that is found out from the data. */
  static final String AUTO = "auto";

  private Words() {}

  /** Registers the converters of whole types; those of single options stand at the options. */
  static void register(CommandLine commands, List<Class<? extends Enum<?>>> choices) {
    commands.registerConverter(Integer.class, Words::integer);
    commands.registerConverter(int.class, Words::integer);
    commands.registerConverter(Long.class, Words::whole);
    commands.registerConverter(long.class, Words::whole);
    commands.registerConverter(Double.class, Words::number);
    commands.registerConverter(double.class, Words::number);
    commands.registerConverter(Boolean.class, Words::truth);
    commands.registerConverter(boolean.class, Words::truth);
    choices.forEach(type -> choice(commands, type));
  }

  private static <E> void choice(CommandLine commands, Class<E> type) {
    commands.registerConverter(type, word -> chosen(type.getEnumConstants(), word));
  }

  /** The word of an enum's constant on the command line. */
  static String of(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** An option's value as it would be typed. */
  static String typed(Object value) {
    if (value instanceof Enum<?>) {
      return of(value);
    } else if (value instanceof Init init) {
      boolean skips = init.torchSkip() > 0;
      return of(init.distribution()) + (skips ? ":" + init.torchSkip() : "");
    }
    if (value instanceof Clip clip) {
      return clip.none()
          ? "none"
          : Figures.plain(clip.least()) + ":" + Figures.plain(clip.greatest());
    }
    return value.toString();
  }

  /** A number that may be open, as settings have it. */
  static double orNaN(Double open) {
    return open == null ? Double.NaN : open;
  }

  private static <E> E chosen(E[] constants, String word) {
    return Arrays.stream(constants)
        .filter(constant -> of(constant).equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> takes(Arrays.stream(constants).map(Words::of).toList()));
  }

  private static TypeConversionException takes(List<String> words) {
    return new TypeConversionException(
        "one of " + String.join(", ", words.subList(0, words.size() - 1)) + " or " + last(words));
  }

  private static String last(List<String> words) {
    return words.get(words.size() - 1);
  }

  private static int integer(String word) {
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      boolean large = word.matches("[+-]?\\d+");
      throw new TypeConversionException(
          "a whole number" + (large ? " up to " + Integer.MAX_VALUE : ""));
    }
  }

  private static long whole(String word) {
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("a whole number");
    }
  }

  private static boolean truth(String word) {
    if (!word.equalsIgnoreCase("true") && !word.equalsIgnoreCase("false")) {
      throw new TypeConversionException("true or false");
    }
    return Boolean.parseBoolean(word);
  }

  private static double number(String word) {
    try {
      double value = Double.parseDouble(word);
      // Double.parseDouble also knows "1f" and "NaN", which nobody means here.
      if (Double.isFinite(value) && Character.isDigit(word.charAt(word.length() - 1))) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Refused below, like a number that is none.
    }
    throw new TypeConversionException("a number such as 0.05");
  }

  /** A text, or {@code auto} for null. */
  static final class OpenText implements ITypeConverter<String> {
    @Override
    public String convert(String word) {
      return word.equals(AUTO) ? null : word;
    }
  }

  /** What a user or an item goes by: an id or a title, but not nothing. */
  static final class Name implements ITypeConverter<String> {
    @Override
    public String convert(String word) {
      if (word.isBlank()) {
        throw new TypeConversionException("an id");
      }
      return word;
    }
  }

  /** What stands between fields, by name where a shell or a file would lose it. */
  static final class Separator implements ITypeConverter<String> {
    @Override
    public String convert(String word) {
      return switch (word) {
        case AUTO -> null;
        case "space" -> " ";
        case "comma" -> ",";
        default -> word;
      };
    }
  }

  /** A number, or {@code auto} for null. */
  static final class OpenNumber implements ITypeConverter<Double> {
    @Override
    public Double convert(String word) {
      try {
        return word.equals(AUTO) ? null : Double.valueOf(number(word));
      } catch (TypeConversionException e) {
        throw new TypeConversionException(e.getMessage() + ", or auto");
      }
    }
  }

  /** A whole number from 1, or {@code auto} for null. */
  static final class OpenCount implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String word) {
      if (word.equals(AUTO)) {
        return null;
      }
      int value = word.matches("\\d{1,9}") ? Integer.parseInt(word) : 0;
      if (value == 0) {
        throw new TypeConversionException("a whole number from 1, or auto");
      }
      return value;
    }
  }

  /** {@code UxI}, or {@code auto} for null. */
  static final class Shape implements ITypeConverter<Grid.Shape> {
    @Override
    public Grid.Shape convert(String word) {
      if (word.equals(AUTO)) {
        return null;
      }
      if (!word.matches("\\d{1,9}x\\d{1,9}")) {
        throw new TypeConversionException("USERSxITEMS such as 8x16, both powers of two, or auto");
      }
      String[] sides = word.split("x");
      return new Grid.Shape(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    }
  }

  /** {@code MIN:MAX} or {@code none}, or {@code auto} for null. */
  static final class Range implements ITypeConverter<Clip> {
    @Override
    public Clip convert(String word) {
      return word.equals(AUTO) ? null : Clip.parse(word);
    }
  }

  /** {@code uniform}, {@code normal}, {@code torch} or {@code torch:SKIP}. */
  static final class Initial implements ITypeConverter<Init> {
    private static final String TAKES = "uniform, normal, torch or torch:SKIP with a whole number";

    @Override
    public Init convert(String word) {
      String[] parts = word.split(":", -1);
      Set<String> names =
          Arrays.stream(Distribution.values()).map(Words::of).collect(Collectors.toSet());
      boolean skips = parts.length == 2 && parts[0].equals("torch") && parts[1].matches("\\d{1,9}");
      if (!names.contains(parts[0]) || parts.length > 1 && !skips) {
        throw new TypeConversionException(TAKES);
      }
      return new Init(
          chosen(Distribution.values(), parts[0]), skips ? Integer.parseInt(parts[1]) : 0);
    }
  }
}

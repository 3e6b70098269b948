// The fields of a model's metadata, each seen to be what a model may have. Used by ModelMetadata.
package lacuna.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import lacuna.evaluation.Clip;
import lacuna.factorisation.Settings.Form;
import lacuna.ratings.InputException;

/**
 * Reads fields. One that is missing or null has its default, where there is one; NaN or -1 stand
 * for none.
 *
 * @param json the metadata
 * @param shown where it stands, for people
 */
record ModelFields(JsonNode json, String shown) {
  /** A whole number from 1. */
  int count(String name, int otherwise) {
    JsonNode value = json.path(name);
    if (open(value) && otherwise > 0) {
      return otherwise;
    } else if (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < 1) {
      throw wrong(name, "a whole number from 1");
    }
    return value.intValue();
  }

  /** A finite number; JSON has no others, so that an infinite one is written as null. */
  double number(String name, double otherwise) {
    JsonNode value = json.path(name);
    if (open(value)) {
      return otherwise;
    } else if (value.isNumber() && Double.isFinite(value.doubleValue())) {
      return value.doubleValue();
    } else if (value.asText().equals("NaN")) {
      return Double.NaN; // as Jackson writes a lambda that is not known
    }
    throw wrong(name, "a number");
  }

  /** True or false; false where it is missing. */
  boolean truth(String name) {
    JsonNode value = json.path(name);
    if (!open(value) && !value.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return value.asBoolean();
  }

  /** How the training regularised. */
  Form form(String name) {
    String word = json.path(name).asText("weighted");
    return Arrays.stream(Form.values())
        .filter(form -> form.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(() -> wrong(name, "weighted or plain"));
  }

  /** The range of predictions; none where it is null. */
  Clip range(String name) {
    JsonNode value = json.path(name);
    if (open(value)) {
      return Clip.NONE;
    }
    JsonNode least = value.path(0);
    JsonNode greatest = value.path(1);
    if (value.size() != 2
        || !least.isNumber()
        || !greatest.isNumber()
        || !(least.floatValue() <= greatest.floatValue())) {
      throw wrong(name, "two numbers, the lower one first");
    }
    return new Clip(least.floatValue(), greatest.floatValue());
  }

  /** How many rows a table should have; -1 where an earlier Lacuna did not say. */
  long rows(String name) {
    return open(json.path(name)) ? -1 : (long) number(name, -1);
  }

  private static boolean open(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  InputException wrong(String name, String allowed) {
    return new InputException(
        shown
            + " does not describe a model: "
            + name
            + " is "
            + (json.has(name) ? json.get(name) : "missing")
            + " and should be "
            + allowed
            + "; it was changed or damaged, write the model again");
  }
}

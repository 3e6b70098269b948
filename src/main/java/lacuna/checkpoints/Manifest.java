// What a checkpoint says of itself: the file that makes it one.
package lacuna.checkpoints;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The content of {@code manifest.json}.
 *
 * @param checkpoint version of this format
 * @param job what the run was asked to do, see {@link Job}
 * @param training method and phase
 * @param epoch epochs done
 * @param state the training's value as JSON; doubles come back with the same bits
 * @param files the files of its pieces
 */
record Manifest(
    int checkpoint,
    Map<String, String> job,
    String training,
    int epoch,
    JsonNode state,
    List<File> files) {
  static final int VERSION = 1;

  /**
   * A file of pieces.
   *
   * @param name within the checkpoint's directory
   * @param bytes its length
   */
  record File(String name, long bytes) {
    File {
      if (name == null || !name.matches("part-[0-9-]+")) {
        throw new IllegalArgumentException("not a file of a checkpoint: " + name);
      }
    }
  }

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .visibility(PropertyAccessor.ALL, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
          .build();

  /** A record of numbers, texts, arrays, lists, maps and further records as JSON. */
  static JsonNode json(Object value) {
    return JSON.valueToTree(value);
  }

  /** The reverse of {@link #json}. */
  static <S> S value(JsonNode json, Class<S> type) {
    try {
      return JSON.treeToValue(json, type);
    } catch (JsonProcessingException foreign) {
      throw new IllegalArgumentException(foreign.getOriginalMessage(), foreign);
    }
  }

  byte[] bytes() throws IOException {
    return JSON.writeValueAsBytes(this);
  }

  /**
   * A manifest as it was written.
   *
   * @return null when this is none, or one of another version
   */
  static Manifest of(byte[] bytes) throws IOException {
    try {
      Manifest read = JSON.readValue(bytes, Manifest.class);
      return read.checkpoint == VERSION && read.job != null && read.files != null ? read : null;
    } catch (JsonProcessingException notOne) {
      return null;
    }
  }
}

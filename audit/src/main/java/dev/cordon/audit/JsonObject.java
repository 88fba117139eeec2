package dev.cordon.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON object that was read, asked for its fields by name and type. A field that is there with
 * another type is an error, never a missing one. Depth and number sizes are bounded by jackson-core
 * (500 levels, 1000 digits).
 */
final class JsonObject {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Map<String, Object> fields = new HashMap<>();

  private JsonObject() {}

  /**
   * Reads a document that is one object in UTF-8 and nothing else.
   *
   * @throws EventFormatException when it is anything else, or names a field twice
   */
  static JsonObject parse(byte[] utf8) throws EventFormatException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new EventFormatException("not a JSON object");
      }
      JsonObject object = object(parser);
      if (parser.nextToken() != null) {
        throw new EventFormatException("there is more after the JSON object");
      }
      return object;
    } catch (JacksonException e) {
      throw new EventFormatException("not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** A string that has to be there. */
  String text(String name) throws EventFormatException {
    return required(name, optionalText(name));
  }

  /** A string, or {@code null} when there is none. */
  @Nullable String optionalText(String name) throws EventFormatException {
    return typed(name, String.class, "a string");
  }

  /** An integer that has to be there. */
  long integer(String name) throws EventFormatException {
    return required(name, optionalInteger(name));
  }

  /** An integer, or {@code null} when there is none. */
  @Nullable Long optionalInteger(String name) throws EventFormatException {
    return typed(name, Long.class, "an integer of 64 bits");
  }

  /** An integer of 32 bits that has to be there. */
  int smallInteger(String name) throws EventFormatException {
    long value = integer(name);
    if (value != (int) value) {
      throw new EventFormatException("the field " + name + " is not an integer of 32 bits");
    }
    return (int) value;
  }

  /** A truth value that has to be there. */
  boolean flag(String name) throws EventFormatException {
    return required(name, typed(name, Boolean.class, "true or false"));
  }

  /** An object, or {@code null} when there is none. */
  @Nullable JsonObject optionalObject(String name) throws EventFormatException {
    return typed(name, JsonObject.class, "an object");
  }

  /** An array that has to be there, all of one type. */
  <T> List<T> list(String name, Class<T> type) throws EventFormatException {
    List<?> values = required(name, typed(name, List.class, "an array"));
    List<T> list = new ArrayList<>(values.size());
    for (Object value : values) {
      if (!type.isInstance(value)) {
        throw new EventFormatException("the array " + name + " holds a value of another type");
      }
      list.add(type.cast(value));
    }
    return list;
  }

  private <T> @Nullable T typed(String name, Class<T> type, String what)
      throws EventFormatException {
    Object value = fields.get(name);
    if (value != null && !type.isInstance(value)) {
      throw new EventFormatException("the field " + name + " is not " + what);
    }
    return value == null ? null : type.cast(value);
  }

  private static <T> T required(String name, @Nullable T value) throws EventFormatException {
    if (value == null) {
      throw new EventFormatException("the field " + name + " is missing");
    }
    return value;
  }

  private static JsonObject object(JsonParser parser) {
    JsonObject object = new JsonObject();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      Object value = value(parser, parser.nextToken());
      if (value != null) {
        object.fields.put(name, value);
      }
    }
    return object;
  }

  private static List<@Nullable Object> array(JsonParser parser) {
    List<@Nullable Object> array = new ArrayList<>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      array.add(value(parser, t));
    }
    return array;
  }

  private static @Nullable Object value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("a JSON value cannot begin with " + token);
    };
  }

  private static Object integer(JsonParser parser) {
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> parser.getDoubleValue();
    };
  }
}

package dev.cordon.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A value with one spelling in configuration, flags and records. */
interface Spelled {

  String text();

  /** The one of {@code values} spelled {@code text}, exactly; empty when there is none. */
  static <E extends Spelled> Optional<E> find(E[] values, String text) {
    for (E value : values) {
      if (value.text().equals(text)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** All spellings, in order. */
  static List<String> texts(Spelled[] values) {
    List<String> texts = new ArrayList<>(values.length);
    for (Spelled value : values) {
      texts.add(value.text());
    }
    return texts;
  }
}

package dev.repartee.operate.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was typed after the name of a command: values in their order, and options. */
final class Arguments {

  private final List<String> values = new ArrayList<>();
  private final Map<String, String> options = new HashMap<>();

  private Arguments() {}

  /**
   * Takes words apart.
   *
   * @param withValue options that are followed by a value, such as {@code --name Ann}
   * @param flags options that stand alone
   * @throws CommandFailed for an option that is not known or lacks its value, and for too many
   *     values
   */
  static Arguments parse(List<String> words, int most, Set<String> withValue, Set<String> flags) {
    Arguments arguments = new Arguments();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (flags.contains(word)) {
        arguments.options.put(word, "");
      } else if (withValue.contains(word)) {
        if (i + 1 == words.size()) {
          throw CommandFailed.usage(word + " needs a value");
        }
        arguments.options.put(word, words.get(++i));
      } else if (word.startsWith("-")) {
        throw CommandFailed.usage("there is no option " + word);
      } else {
        arguments.values.add(word);
      }
    }
    if (arguments.values.size() > most) {
      throw CommandFailed.usage("'" + arguments.values.get(most) + "' is too much");
    }
    return arguments;
  }

  /**
   * A value that must be there.
   *
   * @param what how the help calls it
   */
  String required(int index, String what) {
    return value(index).orElseThrow(() -> CommandFailed.usage(what + " is missing"));
  }

  Optional<String> value(int index) {
    return index < values.size() ? Optional.of(values.get(index)) : Optional.empty();
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  boolean has(String flag) {
    return options.containsKey(flag);
  }
}

package dev.repartee.coach.ocr;

import java.util.Arrays;

/** Numbers in the order they were added: a list without an object for each of them. */
final class IntList {

  private int[] values = new int[1024];
  private int size;

  int size() {
    return size;
  }

  int get(int at) {
    return values[at];
  }

  void set(int at, int value) {
    values[at] = value;
  }

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  /** Takes the last number away. */
  int pop() {
    return values[--size];
  }

  void clear() {
    size = 0;
  }
}

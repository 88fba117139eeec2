package dev.cordon.sandbox.attack;

import java.util.EnumMap;
import java.util.Map;

/** One room for each caller, for many short cases. */
final class Rooms implements AutoCloseable {
  private final Map<Caller, Room> rooms = new EnumMap<>(Caller.class);

  Rooms() {
    for (Caller caller : Caller.values()) {
      rooms.put(caller, Room.of(caller));
    }
  }

  /** The caller's room, as it is. */
  Room of(Caller caller) {
    return rooms.get(caller);
  }

  /** The caller's room, its workspace emptied. */
  Room emptied(Caller caller) {
    Room room = of(caller);
    room.host("find workspace -mindepth 1 -delete");
    return room;
  }

  @Override
  public void close() {
    rooms.values().forEach(Room::close);
  }
}

package io.dredis.server.command.server;

/** What the process takes of the machine. */
public interface ProcessFigures {

  /** Returns the bytes of the heap that are in use, garbage not yet collected included. */
  long usedMemoryBytes();

  /** Returns the bytes that the heap may grow to. */
  long maxMemoryBytes();

  /** Returns the bytes of memory the process occupies, or 0 where the system does not tell. */
  long residentBytes();

  /** Returns the bytes of memory the machine has, or 0 where the system does not tell. */
  long systemMemoryBytes();

  /** Returns the processor time spent in user code, in microseconds. */
  long userCpuMicros();

  /** Returns the processor time the kernel spent for the process, in microseconds. */
  long systemCpuMicros();
}

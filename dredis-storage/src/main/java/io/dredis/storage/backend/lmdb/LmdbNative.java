package io.dredis.storage.backend.lmdb;

import io.dredis.storage.backend.StoreRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.lmdbjava.Meta;
import org.lmdbjava.Meta.Version;

/**
 * Loads the native libraries of LMDB and of the calls into it, once per process, so that the JVM
 * prints no warning and no file stays behind.
 */
final class LmdbNative {
  private static final String NO_UNSAFE = "jffi.unsafe.disabled";
  private static final String LMDB_DIRECTORY = "lmdbjava.extract.dir";
  private static final String CALLS_DIRECTORY = "jffi.extract.dir";

  private LmdbNative() {}

  /**
   * Makes sure that LMDB can be called.
   *
   * @throws StoreRefusedException when it cannot be on this platform
   */
  static void load() {
    if (Loading.REFUSAL != null) {
      throw new StoreRefusedException(Loading.REFUSAL);
    }
  }

  /** Loads the libraries when it is initialized. */
  private static final class Loading {
    static final String REFUSAL = refusal();

    private static String refusal() {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      Path directory = null;
      try {
        // The files are unpacked into a directory of our own, to find them again: once loaded they
        // are needed no more, and nobody would remove them after a kill.
        directory = Files.createTempDirectory("dredis-lmdb-");
        thread.setContextClassLoader(LmdbNative.class.getClassLoader());
        setUnlessSet(LMDB_DIRECTORY, directory.toString());
        setUnlessSet(CALLS_DIRECTORY, directory.toString());
        // Since JDK 24 the JVM warns of sun.misc.Unsafe. Nothing on the way of a read needs it, as
        // NativeBytes does without.
        setUnlessSet(NO_UNSAFE, "true");
        return refusal(Meta.version());
      } catch (IOException | RuntimeException | LinkageError e) {
        return message(e);
      } finally {
        thread.setContextClassLoader(before);
        remove(directory);
      }
    }

    /** Readers relies on what LMDB does with its map, of which no other version is known. */
    private static String refusal(Version version) {
      return version.major == 0 && version.minor == 9
          ? null
          : "the lmdb backend needs LMDB 0.9, and the native library is "
              + version.major
              + "."
              + version.minor;
    }

    private static void setUnlessSet(String property, String value) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, value);
      }
    }

    private static void remove(Path directoryOrNull) {
      if (directoryOrNull == null) {
        return;
      }
      try (Stream<Path> files = Files.list(directoryOrNull)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
        Files.delete(directoryOrNull);
      } catch (IOException e) {
        // A system that does not let go of a loaded library's file keeps it until the next boot.
        directoryOrNull.toFile().deleteOnExit();
      }
    }
  }

  private static String message(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return "the lmdb backend cannot load its native library on "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + " (it is unpacked into "
        + System.getProperty("java.io.tmpdir")
        + ", which must be writable and not mounted noexec): "
        + reason;
  }
}

package io.dredis.storage.backend;

import java.nio.file.Path;

/** What the parts of the contract test have at hand: one open, at first empty backend per test. */
interface ContractFixture {
  /** Returns the kind of backend under test. */
  BackendType type();

  /** Returns the backend of this test. */
  Backend backend();

  /**
   * Closes the backend of this test and opens it again, where its records survive that; else leaves
   * it as it is.
   */
  Backend reopened();

  /** Returns the directory of this test's backend. */
  Path directory();

  /** Returns a new empty directory that is removed after the test. */
  Path newDirectory();
}

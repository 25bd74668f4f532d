/**
 * The contract every backend keeps, as tests: a backend passes by extending {@link
 * io.dredis.storage.backend.BackendContractTest}, or {@link
 * io.dredis.storage.backend.PersistentBackendContractTest} when its records survive the process.
 */
package io.dredis.storage.backend;

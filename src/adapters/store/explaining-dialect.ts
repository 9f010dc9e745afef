import type {
  CompiledQuery,
  DatabaseConnection,
  Dialect,
  Driver,
  QueryResult,
  TransactionSettings,
} from 'kysely';
import { explained } from './trouble.ts';

/** A dialect whose connections explain what they fail with, so that no query has to. */
export function explaining(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => new ExplainingDriver(dialect.createDriver()),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

class ExplainingDriver implements Driver {
  readonly #driver: Driver;

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  init(): Promise<void> {
    return this.#driver.init();
  }

  acquireConnection(): Promise<DatabaseConnection> {
    return explained(async () => new ExplainingConnection(await this.#driver.acquireConnection()));
  }

  beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    return explained(() => this.#driver.beginTransaction(within(connection), settings));
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return explained(() => this.#driver.commitTransaction(within(connection)));
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return explained(() => this.#driver.rollbackTransaction(within(connection)));
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    return this.#driver.releaseConnection(within(connection));
  }

  destroy(): Promise<void> {
    return this.#driver.destroy();
  }
}

class ExplainingConnection implements DatabaseConnection {
  readonly connection: DatabaseConnection;

  constructor(connection: DatabaseConnection) {
    this.connection = connection;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return explained(() => this.connection.executeQuery<R>(query));
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    return this.connection.streamQuery<R>(query, chunkSize);
  }
}

/** The driver's own connection, by which it knows what it began. */
function within(connection: DatabaseConnection): DatabaseConnection {
  return connection instanceof ExplainingConnection ? connection.connection : connection;
}

import { isDeepStrictEqual } from 'node:util';
import type { StoreState } from '../contracts/app';
import type { SkeinEvent } from '../contracts/events';
import type { HomeDescription } from '../contracts/model/home';
import { createStoreProxy } from '../store-process/store-proxy';
import { type StoreProcess, StoreSupervisor } from '../store-process/store-supervisor';
import { ThreadManager } from '../threads/thread-manager';
import type { HomeChoice } from './home-choice';

export interface HomeSessionParts {
  /** Starts a store process for a home. */
  launch(home: HomeChoice): StoreProcess;
  tell(event: SkeinEvent): void;
}

/** The home that is open, the store process that reads it, and the manager over both. */
export class HomeSession {
  readonly manager: ThreadManager;
  readonly #parts: HomeSessionParts;
  #home: HomeChoice;
  #supervisor: StoreSupervisor;
  /** What of the home can change while it is open, as it was last described. */
  #known: Pick<HomeDescription, 'state' | 'obstacles'> = { state: 'ready' };

  constructor(home: HomeChoice, parts: HomeSessionParts) {
    this.#parts = parts;
    this.#home = home;
    this.#supervisor = this.#supervise(home);
    this.manager = new ThreadManager(createStoreProxy(this.#supervisor));
    this.manager.subscribe((event) => {
      parts.tell(event);
      // One that was missing or empty may have its first thread now, and any folder may be readable or no longer be.
      if (event.type !== 'threads-changed') return;
      if (this.#known.state !== 'ready' || event.threadIds === null) void this.#lookAgain();
    });
  }

  get home(): HomeChoice {
    return this.#home;
  }

  get storeState(): StoreState {
    return this.#supervisor.state;
  }

  /** What lies at the home. Answers also while there is no store to ask: the window must be able to say so. */
  async describe(): Promise<HomeDescription> {
    const { path, isDemo } = this.#home;
    try {
      const home = await this.manager.describeHome();
      this.#known = home;
      return home;
    } catch (error) {
      if (this.#supervisor.state.state !== 'failed') throw error;
      const unknown = { errno: null, sqliteHome: null, schemaVersion: null };
      return { path, state: 'unreadable', stateDatabase: 'unreadable', isDemo, ...unknown };
    }
  }

  /** Goes on with another home in a store process of its own. */
  async switchTo(home: HomeChoice): Promise<HomeDescription> {
    this.#home = home;
    this.#supervisor = this.#supervise(home);
    await this.manager.switchStore(createStoreProxy(this.#supervisor));
    return await this.#tellHome();
  }

  /** Starts the store again after it was given up. The home is told anew: until now it could not be described. */
  restartStore(): StoreState {
    this.#supervisor.restart();
    // A store that fails again says so itself.
    this.#tellHome().catch(() => undefined);
    return this.#supervisor.state;
  }

  async #lookAgain(): Promise<void> {
    const before = this.#known;
    try {
      const home = await this.describe();
      const isSame = home.state === before.state && isDeepStrictEqual(home.obstacles, before.obstacles);
      if (!isSame) this.#parts.tell({ type: 'home-changed', home });
    } catch {
      // A store that could not answer has told so itself; the next change asks again.
    }
  }

  async #tellHome(): Promise<HomeDescription> {
    const home = await this.describe();
    this.#parts.tell({ type: 'home-changed', home });
    return home;
  }

  #supervise(home: HomeChoice): StoreSupervisor {
    const supervisor: StoreSupervisor = new StoreSupervisor({
      launch: () => this.#parts.launch(home),
      onState: (store) => {
        // The store of a home that was left is nobody's concern.
        if (this.#home === home) this.#parts.tell({ type: 'store-state', store });
      },
    });
    return supervisor;
  }
}

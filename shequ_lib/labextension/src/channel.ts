/** Other windows of this browser on the same notebook hear of each answer at once, in JupyterLab and on the site. */

export interface IAnswer {
  exercise: string;
  source: string;
}

export class Channel {
  /**
   * @param path the notebook.
   * @param hear takes an answer that another window gave after all that this one gave to its exercise.
   */
  constructor(path: string, hear: (answer: IAnswer) => void) {
    if (typeof BroadcastChannel !== 'function') {
      return; // the answers of other windows come with the next save
    }
    this.channel = new BroadcastChannel(`shequ-course answers ${path}`);
    this.channel.onmessage = ({ data }) => {
      const { exercise, source, at } = data ?? {};
      if (typeof exercise !== 'string' || typeof source !== 'string' || typeof at !== 'number') {
        return;
      }
      if (at > (this.latest.get(exercise) ?? 0)) {
        this.latest.set(exercise, at);
        hear({ exercise, source });
      }
    };
  }

  /** Tell the others of an answer that is given now. */
  tell({ exercise, source }: IAnswer): void {
    const at = Date.now();
    this.latest.set(exercise, at);
    this.channel?.postMessage({ exercise, source, at });
  }

  close(): void {
    this.channel?.close();
  }

  private channel: BroadcastChannel | undefined;
  /** When the latest answer to an exercise was given, here or elsewhere, in milliseconds. */
  private latest = new Map<string, number>();
}

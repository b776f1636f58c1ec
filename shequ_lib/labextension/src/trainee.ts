/** Who is learning: given once in 00-start, noted in every chapter that is opened (see `shequ_lib/trainee.py`). */
import { PathExt } from '@jupyterlab/coreutils';
import type { Contents } from '@jupyterlab/services';

/** The file beside the notebooks. */
const NAME = '学员.json';

/** Characters of a number or a name. */
const LONGEST = 60;

export interface ITrainee {
  number: string;
  name: string;
}

/** Read who is noted beside a notebook; null where nobody is. */
export async function fetchTrainee(contents: Contents.IManager, path: string): Promise<ITrainee | null> {
  try {
    const folder = PathExt.dirname(path);
    const listed = await contents.get(folder, { content: true });
    if (!(listed.content as Contents.IModel[]).some(file => file.name === NAME)) {
      return null; // asking for a file that is not there would be noted as a fault
    }
    const file = await contents.get(PathExt.join(folder, NAME), {
      type: 'file',
      format: 'text',
      content: true
    });
    const { number, name } = JSON.parse(file.content);
    const fits = [number, name].every(text => typeof text === 'string' && [...text].length <= LONGEST);
    return fits && (number || name) ? { number, name } : null;
  } catch {
    return null;
  }
}

/** How a trainee is called. */
export function called({ number, name }: ITrainee): string {
  return name && number ? `${name}（${number}）` : name || number;
}

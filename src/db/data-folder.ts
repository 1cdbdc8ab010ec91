import path from 'node:path';

export interface DataFolderInput {
  /** `--data-dir`. */
  readonly flag?: string | undefined;
  /** `PASSERELLE_DATA_DIR`. */
  readonly environment?: string | undefined;
  /** The `passerelle.yaml` in use. */
  readonly configFile?: string | undefined;
  /** What relative paths of the flag and the environment start from. */
  readonly workingDirectory: string;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly isRoot: boolean;
  /** `XDG_DATA_HOME`, where the user has set one. */
  readonly xdgDataHome?: string | undefined;
  /** `LOCALAPPDATA` of Windows. */
  readonly localAppData?: string | undefined;
}

export interface DataFolder {
  readonly path: string;
  /** For `doctor` and for messages: why it is this one. */
  readonly chosenBy: 'flag' | 'environment' | 'config_file' | 'platform';
}

/**
 * The data folder: as told, else `.passerelle` beside the configuration in use, else the platform's place for it.
 * Never another one because of the working directory. An empty value counts as none.
 */
export function resolveDataFolder(input: DataFolderInput): DataFolder {
  const at = input.platform === 'win32' ? path.win32 : path.posix;
  const { flag, environment, configFile, workingDirectory } = input;
  if (flag) return { path: at.resolve(workingDirectory, flag), chosenBy: 'flag' };
  if (environment) return { path: at.resolve(workingDirectory, environment), chosenBy: 'environment' };
  if (configFile) {
    const beside = at.dirname(at.resolve(workingDirectory, configFile));
    return { path: at.join(beside, '.passerelle'), chosenBy: 'config_file' };
  }
  return { path: platformFolder(input, at), chosenBy: 'platform' };
}

function platformFolder(input: DataFolderInput, at: typeof path.posix): string {
  const { platform, home, isRoot, xdgDataHome, localAppData } = input;
  if (platform === 'win32') return at.join(localAppData || at.join(home, 'AppData', 'Local'), 'Passerelle');
  if (isRoot) return '/var/lib/passerelle';
  if (platform === 'darwin') return at.join(home, 'Library', 'Application Support', 'Passerelle');
  // A relative XDG_DATA_HOME is to be ignored, says https://specifications.freedesktop.org/basedir-spec/latest/.
  const data = xdgDataHome && at.isAbsolute(xdgDataHome) ? xdgDataHome : at.join(home, '.local', 'share');
  return at.join(data, 'passerelle');
}

import { describe, expect, it } from 'vitest';
import { type DataFolderInput, resolveDataFolder } from './data-folder.ts';

const user: DataFolderInput = { workingDirectory: '/work/shop', platform: 'linux', home: '/home/ann', isRoot: false };

describe('resolveDataFolder', () => {
  it.each<[string, Partial<DataFolderInput>, string, string]>([
    ['the flag wins', { flag: '/a', environment: '/b', configFile: '/c/passerelle.yaml' }, '/a', 'flag'],
    ['then the environment', { environment: '/b', configFile: '/c/passerelle.yaml' }, '/b', 'environment'],
    ['then beside the configuration', { configFile: '/c/passerelle.yaml' }, '/c/.passerelle', 'config_file'],
    ['then the home', {}, '/home/ann/.local/share/passerelle', 'platform'],
    ['a relative flag starts here', { flag: 'data' }, '/work/shop/data', 'flag'],
    [
      'a relative configuration starts here',
      { configFile: 'passerelle.yaml' },
      '/work/shop/.passerelle',
      'config_file',
    ],
    ['an empty variable is none', { flag: '', environment: '' }, '/home/ann/.local/share/passerelle', 'platform'],
    ['XDG_DATA_HOME', { xdgDataHome: '/x' }, '/x/passerelle', 'platform'],
    ['a relative XDG_DATA_HOME is none', { xdgDataHome: 'x' }, '/home/ann/.local/share/passerelle', 'platform'],
    ['root', { isRoot: true, home: '/root' }, '/var/lib/passerelle', 'platform'],
    [
      'macOS',
      { platform: 'darwin', home: '/Users/ann' },
      '/Users/ann/Library/Application Support/Passerelle',
      'platform',
    ],
    [
      'Windows',
      { platform: 'win32', home: 'C:\\Users\\ann', localAppData: 'D:\\Local', workingDirectory: 'C:\\work' },
      'D:\\Local\\Passerelle',
      'platform',
    ],
    ['a Windows flag', { platform: 'win32', flag: 'data', workingDirectory: 'C:\\work' }, 'C:\\work\\data', 'flag'],
  ])('finds the same data at each start: %s', (_name, given, folder, chosenBy) => {
    expect(resolveDataFolder({ ...user, ...given })).toEqual({ path: folder, chosenBy });
  });

  it('is the same from any working directory unless a relative path was given', () => {
    const here = resolveDataFolder({ ...user, configFile: '/c/passerelle.yaml' });
    expect(resolveDataFolder({ ...user, configFile: '/c/passerelle.yaml', workingDirectory: '/elsewhere' })).toEqual(
      here,
    );
  });
});

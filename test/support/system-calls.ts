/** Lets a function of the system do something else first, which may throw. */
export async function during<T>(
  module: object,
  name: string,
  first: (...args: string[]) => void,
  work: () => Promise<T> | T,
): Promise<T> {
  const original = Reflect.get(module, name);
  const changed = (...args: unknown[]) => {
    first(...args.map(String));
    return Reflect.apply(original, module, args);
  };
  Reflect.set(module, name, changed);
  try {
    return await work();
  } finally {
    Reflect.set(module, name, original);
  }
}

/** Lets another function stand in for one of the system. */
export async function instead<T>(
  module: object,
  name: string,
  standIn: (...args: never[]) => unknown,
  work: () => Promise<T> | T,
): Promise<T> {
  const original = Reflect.get(module, name);
  Reflect.set(module, name, standIn);
  try {
    return await work();
  } finally {
    Reflect.set(module, name, original);
  }
}

export const fault = (code: string) => Object.assign(new Error(code), { code });

/** Refuses what is done with paths of that kind. */
export const refuse =
  (code: string, which: RegExp = /^/) =>
  (...paths: string[]) => {
    if (paths.slice(0, 2).some((path) => which.test(path))) throw fault(code);
  };

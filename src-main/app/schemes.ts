/** The app's own pages: `skein://app/index.html`. */
export const appScheme = 'skein';
export const appOrigin = `${appScheme}://app`;

/** Images of rollouts: `skein-media://thread/<id>/<revision>/<index>?p=<pointer>`. */
export const mediaScheme = 'skein-media';

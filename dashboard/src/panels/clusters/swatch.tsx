const colours = 6;

/** The class that colours what belongs to a cluster. Those of one member have no colour of their own. */
export const colourOf = (number: number | null, members: number): string =>
  number === null || members < 2 ? "cluster-plain" : `cluster-colour-${number % colours}`;

/** A cluster's number in its colour. */
export function Swatch({ number, members }: { readonly number: number; readonly members: number }) {
  return (
    <span className={`swatch number ${colourOf(number, members)}`}>
      <span className="visually-hidden">cluster </span>
      {number + 1}
    </span>
  );
}

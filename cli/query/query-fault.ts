/** Why a query is not answered, in one sentence for people. */
export class QueryFault extends Error {
  override readonly name = "QueryFault";
}

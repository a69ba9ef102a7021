using NasCluster.Domain.Ports;
using NasCluster.Storage.Postgres;

namespace NasCluster.Storage;

/// <summary>Whether the database's absence is behind an error of somebody else who asks it, such as Orleans' membership.</summary>
public static class StoreOutage
{
    /// <summary>What to say of it; null where the error, and what caused it, has another reason.</summary>
    public static StoreAwayException? Of(Exception error)
    {
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is StoreAwayException away)
            {
                return away;
            }

            if (PostgresErrors.IsAway(cause))
            {
                return PostgresErrors.Report(cause);
            }
        }

        return null;
    }
}

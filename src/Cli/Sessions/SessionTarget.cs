using System.CommandLine;

namespace NasCluster.Cli.Sessions;

/// <summary>What a command speaks to: a cluster where a gateway is named, else a store of this machine.</summary>
/// <param name="Store">Folder with checkpoints and logs.</param>
/// <param name="Gateway">Null for the store.</param>
/// <param name="ClusterId">Name of the cluster.</param>
internal sealed record SessionTarget(string Store, string? Gateway, string ClusterId)
{
    public static SessionTarget Of(ParseResult parsed, Option<string> store) =>
        new(
            parsed.GetRequiredValue(store),
            parsed.GetValue(ClusterOptions.Gateway),
            parsed.GetRequiredValue(ClusterOptions.Id)
        );
}

using System.CommandLine;

namespace NasCluster.Cli.Sessions;

/// <summary>Options of every command: which cluster it speaks to.</summary>
internal static class ClusterOptions
{
    public const string DefaultId = "nascluster";

    public static readonly Option<string?> Gateway = new("--gateway")
    {
        Description =
            "Speak to the cluster behind HOST[:PORT] (several with commas) instead of a store of this machine. "
            + "NASCLUSTER_GATEWAY sets it for all commands.",
        Recursive = true,
        DefaultValueFactory = _ => Set("NASCLUSTER_GATEWAY"),
    };

    public static readonly Option<string> Id = new("--cluster")
    {
        Description = "Name of the cluster; NASCLUSTER_CLUSTER sets it for all commands.",
        Recursive = true,
        DefaultValueFactory = _ => Set("NASCLUSTER_CLUSTER") ?? DefaultId,
    };

    private static string? Set(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? text : null;
}

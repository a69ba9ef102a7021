using System.Globalization;

namespace NasCluster.FaultSilo;

/// <summary>What a fault test asks of the silo that it starts, by environment variables.</summary>
internal static class FaultOptions
{
    /// <summary>FAULT_ROLE: all, control or worker.</summary>
    public static string Role => Text("FAULT_ROLE") ?? "all";

    /// <summary>FAULT_DRAIN: seconds that slots have at the stop.</summary>
    public static TimeSpan Drain => TimeSpan.FromSeconds(Number("FAULT_DRAIN"));

    /// <summary>FAULT_AWAY: seconds that trainings go on without the store.</summary>
    public static TimeSpan? Away => Text("FAULT_AWAY") is null ? null : TimeSpan.FromSeconds(Number("FAULT_AWAY"));

    /// <summary>FAULT_GATEWAY: the gateway's port; 0 for a free one.</summary>
    public static int Gateway => (int)Number("FAULT_GATEWAY");

    /// <summary>FAULT_TRAINER: what is taken for the built-in trainer.</summary>
    public static string Trainer =>
        Text("FAULT_TRAINER") ?? Path.Combine(AppContext.BaseDirectory, "NasCluster.FaultSilo.dll");

    /// <summary>FAULT_TWICE: every call of a grain, and every write to the store, is done twice.</summary>
    public static bool Twice => Number("FAULT_TWICE") > 0;

    /// <summary>FAULT_LOST: the share of calls and writes that are done and whose answer is lost.</summary>
    public static double Lost => Number("FAULT_LOST");

    /// <summary>FAULT_SEED: of what is drawn.</summary>
    public static int Seed => (int)Number("FAULT_SEED");

    /// <summary>FAULT_BLOCKED: tasks that block the thread pool, for a minute, from when the data folder has a file "block".</summary>
    public static int Blocked => (int)Number("FAULT_BLOCKED");

    private static string? Text(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? text : null;

    private static double Number(string variable) =>
        double.TryParse(Text(variable), CultureInfo.InvariantCulture, out var number) ? number : 0;
}

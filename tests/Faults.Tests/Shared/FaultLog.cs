namespace NasCluster.Faults.Tests.Shared;

/// <summary>Figures, a line of JSON for each row: on stderr, and in the file that NASCLUSTER_FAULT_LOG names.</summary>
internal static class FaultLog
{
    private static readonly Lock Turn = new();

    public static void Write(string line)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        lock (Turn)
        {
            Console.Error.WriteLine(line);
            if (Environment.GetEnvironmentVariable("NASCLUSTER_FAULT_LOG") is { Length: > 0 } log)
            {
                File.AppendAllText(log, line + "\n");
            }
        }
    }
}

using System.Diagnostics;
using System.Text.RegularExpressions;

namespace NasCluster.EndToEnd.Tests;

/// <summary>
/// Row B16: what the kernel is asked for, and in which order, when the built-in trainer writes checkpoints. Needs strace.
/// </summary>
public sealed partial class PowerLossTests : IDisposable
{
    private const string Traced = "openat,write,fsync,fdatasync,rename,renameat,renameat2";
    private readonly Nas _nas = new();

    public void Dispose() => _nas.Dispose();

    [Fact(Explicit = true)]
    public async Task Checkpoint_SystemCalls_FileAndFolderAreOnDiskBeforeTheSlotIsTold()
    {
        var file = _nas.File("e.json", Specs.Real("power", candidates: 2, epochs: 2));
        var trace = _nas.File("trace", "");

        var output = await RunAsync(["-f", "-qq", "-s", "400", "-y", "-e", $"trace={Traced}", "-o", trace], file);

        Assert.True(output.Code == 0, output.Messages);
        var violations = 0;
        var reported = 0;
        var synced = new HashSet<string>(StringComparer.Ordinal);
        var renamed = new HashSet<string>(StringComparer.Ordinal);
        var durable = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(trace))
        {
            if (Sync().Match(line) is { Success: true } sync)
            {
                var path = sync.Groups[1].Value;
                synced.Add(path);
                durable.UnionWith(renamed.Where(checkpoint => Path.GetDirectoryName(checkpoint) == path));
            }
            else if (Rename().Match(line) is { Success: true } rename)
            {
                violations += synced.Contains(rename.Groups[1].Value) ? 0 : 1;
                renamed.Add(rename.Groups[2].Value);
            }
            else if (Report().Match(line) is { Success: true } report)
            {
                reported++;
                violations += durable.Contains(report.Groups[1].Value) ? 0 : 1;
            }
        }

        Assert.Equal((4, 0), (reported, violations));
    }

    private async Task<Nas.Output> RunAsync(string[] strace, string file)
    {
        var info = new ProcessStartInfo("strace", [.. strace, "dotnet", Nas.Program, "run", file, "--slots", "1"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        info.Environment["NASCLUSTER_STORE"] = _nas.Store;
        await using var running = new Nas.Running(Process.Start(info)!);
        return await running.EndAsync();
    }

    [GeneratedRegex(@"f(?:data)?sync\(\d+<([^>]+)>\)\s+= 0")]
    private static partial Regex Sync();

    [GeneratedRegex(
        @"rename\w*\((?:AT_FDCWD(?:<[^>]*>)?, )?""([^""]+\.ckpt\.tmp)"", (?:AT_FDCWD(?:<[^>]*>)?, )?""([^""]+\.ckpt)"""
    )]
    private static partial Regex Rename();

    [GeneratedRegex(@"write\(.*\\""type\\"":\\""epoch\\"".*\\""path\\"":\\""([^\\]+\.ckpt)\\""")]
    private static partial Regex Report();
}

using System.Diagnostics;
using System.Globalization;
using NasCluster.Domain.Architectures;

namespace NasCluster.Training;

/// <summary>The same network and step in PyTorch, in a process of its own that waits while others are timed.</summary>
internal sealed class PyTorchLoop : IContender
{
    private const string Python = "/usr/bin/python3";
    private readonly Process _process;

    /// <param name="script">bench/peers/torch_training.py.</param>
    /// <param name="network">What to train.</param>
    /// <param name="batch">Images of a step.</param>
    /// <param name="threads">Threads to compute with.</param>
    /// <param name="channelsLast">Maps with the channels innermost, which PyTorch has to be asked for.</param>
    public PyTorchLoop(string script, Network network, int batch, int threads, bool channelsLast)
    {
        Name = channelsLast ? "PyTorch, channels last" : "PyTorch";
        var start = new ProcessStartInfo(Python, [script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["OMP_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
        start.Environment["OMP_WAIT_POLICY"] = "PASSIVE";
        _process = Process.Start(start)!;
        Send(NetworkText.Of(network, batch, threads, channelsLast));
        Version = Answer();
        Run(3);
    }

    public static bool IsInstalled => File.Exists(Python) && Directory.Exists("/usr/lib/python3/dist-packages/torch");

    public string Name { get; }

    /// <summary>Of PyTorch.</summary>
    public string Version { get; }

    public Timed Run(int steps)
    {
        Send(steps.ToString(CultureInfo.InvariantCulture));
        var times = Answer().Split(' ');
        return new(
            double.Parse(times[0], CultureInfo.InvariantCulture),
            double.Parse(times[1], CultureInfo.InvariantCulture)
        );
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Send(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    private string Answer() =>
        _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("PyTorch's script has ended.");
}

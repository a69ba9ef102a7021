using NasCluster.Client;
using NasCluster.Client.Training;
using NasCluster.Domain.Experiments;
using NasCluster.Samples;

// A slot started this program to train: see CustomTrainer.
if (TrainerProgram.IsAsked)
{
    await CustomTrainer.TrainAsync();
    return 0;
}

Dictionary<string, Func<NasClient, Task>> samples = new()
{
    ["submit"] = Submit.RunAsync,
    ["follow"] = Follow.RunAsync,
    ["custom-space"] = CustomSpace.RunAsync,
    ["custom-trainer"] = CustomTrainer.RunAsync,
    ["pareto"] = ReadPareto.RunAsync,
    ["tables"] = Tables.RunAsync,
};

if (args is ["ask-tell"])
{
    AskTell.Run();
    return 0;
}

var options = new NasClientOptions();
if (args is [var name, "--store", var store] && samples.ContainsKey(name))
{
    options.Store = store;
}
else if (args is [var other, "--gateway", var gateway] && samples.ContainsKey(other))
{
    options.Gateway = gateway;
}
else
{
    Console.Error.WriteLine($"usage: Samples {string.Join('|', samples.Keys)} --store FOLDER | --gateway HOST[:PORT]");
    Console.Error.WriteLine("       Samples ask-tell");
    return 2;
}

try
{
    await using var nas = await NasClient.ConnectAsync(options);
    await samples[args[0]](nas);
    return 0;
}
catch (InvalidSpecException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
catch (NasConnectionException e)
{
    Console.Error.WriteLine(e.Message);
    return 6;
}

SELECT origin, destination, minutes FROM travel_time
